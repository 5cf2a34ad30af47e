package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.stack.RecordedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  @TempDir private Path temp;
  private String there = "";
  private String gone = "";
  private String longer = "";
  private RecordedProject project = new RecordedProject("shop", "", List.of(), List.of());

  @BeforeEach
  void threeFilesOfWhichOneIsThere() throws IOException {
    there = Files.createFile(temp.resolve("compose.yaml")).toString();
    gone = temp.resolve("more.yaml").toString();
    longer = temp.resolve("more.yaml.d/web.yaml").toString();
    project = new RecordedProject("shop", temp.toString(), List.of(there, gone, longer), List.of());
  }

  @Test
  void aStackIsNotBroughtBackWithoutItsFiles() {
    assertThat(refused(Set.of()))
        .containsExactly(
            "the Compose file '%s' is gone".formatted(gone),
            "the Compose file '%s' is gone".formatted(longer));
  }

  @Test
  void onlyAFileThatItselfComesBackIsNoReasonToRefuse() {
    assertThat(refused(Set.of(there, gone)))
        .containsExactly("the Compose file '%s' is gone".formatted(longer));
  }

  private List<String> refused(Set<String> comingBack) {
    return Readiness.goneFiles(project, comingBack, "a hint").stream()
        .map(Problem::message)
        .toList();
  }
}
