package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A backup of volumes never takes the place of one of the database. */
class KindsTest {
  private final Host host = new Host();
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Repository repository = host.create(storage);

  @Test
  void latestIsOfTheDatabase() {
    Manifest database = backup("mongo");
    Manifest volumes = backup("volumes");
    assertThat(backups().latest().id()).isEqualTo(database.backup());
    assertThat(backups().select("latest").id()).isEqualTo(database.backup());
    assertThat(backups().select("latest:volumes").id()).isEqualTo(volumes.backup());
    assertThat(backups().at(volumes.moment()).id()).isEqualTo(database.backup());
    assertThat(backups().newestGood()).contains(database);
    assertThat(backups().select(volumes.backup().value()).id()).isEqualTo(volumes.backup());
  }

  @Test
  void latestIsOfVolumesOnlyWhereThereIsNothingElse() {
    Manifest volumes = backup("volumes");
    assertThat(backups().latest().id()).isEqualTo(volumes.backup());
    assertThatThrownBy(() -> backups().ofKind("mongo").latest())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.BACKUP_NOT_FOUND));
  }

  @Test
  void whatAnAccidentLeftIsOnlyChosenWhenItIsNamed() {
    Manifest forensic = backup("forensic");
    assertThatThrownBy(() -> backups().latest()).hasMessageContaining("no complete backup");
    assertThatThrownBy(() -> backups().at(forensic.moment()))
        .hasMessageContaining("no complete backup");
    assertThat(backups().newestGood()).isEmpty();
    assertThat(backups().select(forensic.backup().value()).id()).isEqualTo(forensic.backup());

    Manifest volumes = backup("volumes");
    Manifest later = backup("forensic");
    assertThat(backups().latest().id()).isEqualTo(volumes.backup());
    assertThat(Backups.expectingTheNewest(repository).latest().id()).isEqualTo(volumes.backup());
    storage.delete(Layout.manifest(later.backup()));
    Backups without = Backups.expectingTheNewest(repository);
    assertThatThrownBy(without::latest).hasMessageContaining("is gone");
  }

  @Test
  void whatCannotBeTrustedMayBeOfAnyKind() {
    backup("mongo");
    Manifest volumes = backup("volumes");
    storage.delete(Layout.signature(volumes.backup()));
    assertThat(backups().latest().id()).isEqualTo(volumes.backup());
    assertThat(backups().latest().problem()).isPresent();
  }

  @Test
  void theNewestThatIsExpectedMayBeOfAnotherKind() {
    Manifest database = backup("mongo");
    Manifest volumes = backup("volumes");
    assertThat(Backups.expectingTheNewest(repository).latest().id()).isEqualTo(database.backup());
    storage.delete(Layout.manifest(volumes.backup()));
    Backups without = Backups.expectingTheNewest(repository);
    assertThatThrownBy(without::latest).hasMessageContaining("is gone");
  }

  private Backups backups() {
    return new Backups(repository.backups());
  }

  private Manifest backup(String kind) {
    BackupRequest request =
        new BackupRequest("shop", kind, Optional.empty(), List.of(), 0, "host", "test");
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      var stream = Host.write(writer, "a", kind.getBytes(StandardCharsets.UTF_8));
      return writer.publish(Host.capture(List.of(new NamedStream(new StreamName("a"), stream))));
    }
  }
}
