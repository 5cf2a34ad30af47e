package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.FileCatalogue;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRunnerTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final FakeSource source = new FakeSource(Map.of("a.bson", Documents.some(1, 9, 99)));

  @Test
  void keepsSomeRoomFree() {
    host.create(storage);
    Repository repository = host.open(new SmallStorage(storage, 10_000, true));
    BackupRequest request =
        new BackupRequest("shop", "fake", Optional.empty(), List.of(), 9_500, "host", "test");

    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class,
            () -> new BackupRunner(repository, Progress.silent()).run(source, request));
    assertThat(problem.problems().getFirst().code()).isEqualTo(Code.ROOM_TOO_SMALL);
    assertThat(problem).hasMessageStartingWith("'a small disk' has ").hasMessageContaining("free");
    assertThat(repository.backups()).isEmpty();
    assertThat(pending()).isEmpty();
  }

  @Test
  void needsASigningKey() {
    host.create(storage);
    Keys keys = new Keys(host.keys().cipher(), new TrustedSigners(List.of()), Optional.empty());
    BackupRunner runner = new BackupRunner(host.open(storage, keys), Progress.silent());

    assertThatThrownBy(() -> runner.run(source, Host.request()))
        .hasMessage("there is no signing key on this host, so it can't make backups");
    assertThat(pending()).isEmpty();
  }

  @Test
  void aSourceThatFailsLeavesNoBackup() {
    Repository repository = host.create(storage);
    BackupRunner runner = new BackupRunner(repository, Progress.silent());
    BackupSource broken =
        new OtherSource(
            sink -> {
              Host.write(sink, "a.bson", Documents.some(1, 9, 99));
              throw Problem.of(Code.MONGO_FAILED, "the server is gone").exception();
            });

    assertThatThrownBy(() -> runner.run(broken, Host.request())).hasMessage("the server is gone");
    assertThat(repository.backups()).isEmpty();
    assertThat(pending()).isEmpty();
  }

  @Test
  void whatIsMissingMakesABackupIncomplete() {
    Repository repository = host.create(storage);
    BackupSource partial =
        new OtherSource(
            _ ->
                new Capture(
                    new Consistency.Live(Host.START, Host.START.plusSeconds(3)),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(Problem.of(Code.CAPTURE_INCOMPLETE, "'shop.orders' was dropped")),
                    List.of("the clock jumped")));
    BackupReport report =
        new BackupRunner(repository, Progress.silent()).run(partial, Host.request());

    assertThat(report.manifest().complete()).isFalse();
    assertThat(report.manifest().consistency()).isEqualTo("live");
    assertThat(repository.contents(report.manifest()).missing())
        .containsExactly("'shop.orders' was dropped");
    assertThat(repository.contents(report.manifest()).warnings())
        .containsExactly("the clock jumped");
    assertThat(repository.contents(report.manifest()).consistency())
        .isEqualTo(new Consistency.Live(Host.START, Host.START.plusSeconds(3)));
  }

  @Test
  void aCatalogueThatCannotBeWrittenIsAWarning(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("state"));
    Host forgetful = new Host(new FileCatalogue(file, Host.ID));
    Repository repository = forgetful.create(storage);
    BackupReport report =
        new BackupRunner(repository, Progress.silent()).run(source, Host.request());

    assertThat(report.warnings())
        .singleElement()
        .asString()
        .startsWith("what this host remembers of the repository is incomplete: cannot create");
    assertThat(repository.backups()).hasSize(1);
  }

  private List<String> pending() {
    List<String> pending = new ArrayList<>();
    storage.list("pending/", info -> pending.add(info.key().value()));
    return pending;
  }

  private interface Capturing {
    Capture capture(CaptureSink sink);
  }

  private record OtherSource(Capturing capturing) implements BackupSource {
    @Override
    public String kind() {
      return "fake";
    }

    @Override
    public long estimateBytes() {
      return 0;
    }

    @Override
    public Capture capture(CaptureSink sink, Progress progress) {
      return capturing.capture(sink);
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
