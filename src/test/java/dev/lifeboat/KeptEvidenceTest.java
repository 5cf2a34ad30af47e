package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a volume decides whether the volume may go. */
class KeptEvidenceTest {
  private static final Problem CUT =
      Problem.of(Code.VOLUME_CHANGED, "volume 'data' could not be read whole", "try again");

  private final Repository repository = new Host().create(new MemoryStorage(Host::now));

  private void require(FewVolumes kept) {
    var _ = KeptEvidence.copy("data", kept, repository, Host.request(), Progress.silent());
  }

  @Test
  void aWholeCopyLetsTheVolumeGo() {
    assertThatCode(() -> require(new FewVolumes(SourceKind.FORENSIC, List.of("data"), List.of())))
        .doesNotThrowAnyException();
  }

  @Test
  void anEmptyCopyDoesNot() {
    assertThatThrownBy(() -> require(new FewVolumes(SourceKind.FORENSIC, List.of(), List.of(CUT))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Code.RESTORE_REFUSED, Code.VOLUME_CHANGED))
        .hasMessageContaining("nothing was deleted");
    assertThatThrownBy(() -> require(new FewVolumes(SourceKind.FORENSIC, List.of(), List.of())))
        .hasMessageContaining("nothing was deleted");
  }

  @Test
  void neitherDoesOneOfWhichSomethingIsMissing() {
    assertThatThrownBy(
            () -> require(new FewVolumes(SourceKind.FORENSIC, List.of("data"), List.of(CUT))))
        .hasMessageContaining("nothing was deleted");
  }

  @Test
  void neitherDoesOneOfAnotherVolume() {
    assertThatThrownBy(
            () -> require(new FewVolumes(SourceKind.FORENSIC, List.of("cache"), List.of())))
        .hasMessageContaining("nothing was deleted");
    assertThatThrownBy(
            () -> require(new FewVolumes(SourceKind.FORENSIC, List.of("cache", "data"), List.of())))
        .hasMessageContaining("nothing was deleted");
  }
}
