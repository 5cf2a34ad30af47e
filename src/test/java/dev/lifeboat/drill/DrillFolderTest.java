package dev.lifeboat.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillFolderTest {
  @TempDir Path state;

  private final DrillRecord record = DrillRecords.full();
  private DrillFolder folder;

  @BeforeEach
  void open() {
    folder = new DrillFolder(state);
  }

  @Test
  void keepsARecordForItsOwnerOnly() throws Exception {
    assertThat(folder.all()).isEmpty();
    KeptDrill kept =
        folder.keep(record, DrillJson.print(record), Optional.of("sig".getBytes(UTF_8)));

    assertThat(folder.all()).containsExactly(kept);
    assertThat(folder.find("latest")).isEqualTo(kept);
    assertThat(folder.find(record.id().substring(0, 10))).isEqualTo(kept);
    assertThat(kept.signed()).isTrue();
    assertThat(Files.getPosixFilePermissions(folder.report(record.id()))).hasSize(2);
  }

  @Test
  void aRecordThatIsNoneIsPassedOver() throws Exception {
    folder.keep(record, DrillJson.print(record), Optional.empty());
    Files.createDirectories(state.resolve("drills/killed"));
    Files.createDirectories(state.resolve("drills/other"));
    Files.writeString(state.resolve("drills/other/report.json"), "{");

    assertThat(folder.all()).hasSize(1);
    assertThat(folder.all().getFirst().signed()).isFalse();
  }

  @Test
  void tellsWhichDrillThereIsNot() {
    assertThatThrownBy(() -> folder.find("latest")).hasMessageContaining("there is no drill yet");
    assertThatThrownBy(() -> folder.find("2025")).hasMessageContaining("'2025'");
  }

  @Test
  void theReviewerSignsAndNotTheOperator() {
    KeptDrill kept = folder.keep(record, DrillJson.print(record), Optional.empty());
    assertThatThrownBy(() -> kept.signedBy("reviewer", "ana", DrillRecords.START, Optional.empty()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'ana' ran the drill")
        .extracting(e -> ((ProblemException) e).problems().getFirst().code())
        .isEqualTo(Code.DRILL_REFUSED);

    folder.sign(kept.signedBy("operator", "ana", DrillRecords.START, Optional.empty()));
    folder.sign(kept.signedBy("reviewer", "ben", DrillRecords.START, Optional.of("seen")));

    KeptDrill signed = folder.find("latest");
    assertThat(signed.signOffs()).extracting(SignOff::person).containsExactly("ana", "ben");
    assertThat(signed.signOffs().getFirst().reportSha256()).isEqualTo(kept.sha256());
    assertThatThrownBy(
            () -> signed.signedBy("reviewer", "ben", DrillRecords.START, Optional.empty()))
        .hasMessageContaining("already");
  }
}
