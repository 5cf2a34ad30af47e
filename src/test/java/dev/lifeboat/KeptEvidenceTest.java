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
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a volume decides whether the volume may go. */
class KeptEvidenceTest {
  private static final Problem CUT =
      Problem.of(Code.VOLUME_CHANGED, "volume 'data' could not be read whole", "try again");

  private final Repository repository = new Host().create(new MemoryStorage(Host::now));

  private void require(Kept kept) {
    var _ = KeptEvidence.copy("data", kept, repository, Host.request(), Progress.silent());
  }

  @Test
  void aWholeCopyLetsTheVolumeGo() {
    assertThatCode(() -> require(new Kept(List.of("data"), List.of()))).doesNotThrowAnyException();
  }

  @Test
  void anEmptyCopyDoesNot() {
    assertThatThrownBy(() -> require(new Kept(List.of(), List.of(CUT))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Code.RESTORE_REFUSED, Code.VOLUME_CHANGED))
        .hasMessageContaining("nothing was deleted");
    assertThatThrownBy(() -> require(new Kept(List.of(), List.of())))
        .hasMessageContaining("nothing was deleted");
  }

  @Test
  void neitherDoesOneOfWhichSomethingIsMissing() {
    assertThatThrownBy(() -> require(new Kept(List.of("data"), List.of(CUT))))
        .hasMessageContaining("nothing was deleted");
  }

  @Test
  void neitherDoesOneOfAnotherVolume() {
    assertThatThrownBy(() -> require(new Kept(List.of("cache"), List.of())))
        .hasMessageContaining("nothing was deleted");
    assertThatThrownBy(() -> require(new Kept(List.of("cache", "data"), List.of())))
        .hasMessageContaining("nothing was deleted");
  }

  /** Volumes that were read, and what could not be. */
  private record Kept(List<String> volumes, List<Problem> missing) implements BackupSource {
    @Override
    public String kind() {
      return SourceKind.FORENSIC;
    }

    @Override
    public long estimateBytes() {
      return 0;
    }

    @Override
    public Capture capture(CaptureSink sink, Progress progress) {
      List<Item> items = new ArrayList<>();
      List<NamedStream> streams = new ArrayList<>();
      for (String volume : volumes) {
        StreamName name = new StreamName("volumes/" + volume + ".tar");
        streams.add(new NamedStream(name, Host.write(sink, name.path(), new byte[] {1, 2, 3})));
        items.add(
            new Item(
                volume, "volume", Optional.empty(), 0, List.of(name), Map.of(), Optional.empty()));
      }
      return new Capture(
          new Consistency.Live(Host.START, Host.START),
          items,
          streams,
          Map.of(),
          missing,
          List.of());
    }

    @Override
    public List<LiveItem> live() {
      return List.of();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
