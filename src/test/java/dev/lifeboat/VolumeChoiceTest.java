package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which backups a restore of volumes takes. */
class VolumeChoiceTest {
  private final Repository repository = new Host().create(new MemoryStorage(Host::now));

  private String backup(String kind) {
    return new BackupRunner(repository, Progress.silent())
        .run(
            new FewVolumes(kind, List.of("data"), List.of()),
            new BackupRequest("shop", kind, Optional.empty(), List.of(), 0, "host", "test"))
        .manifest()
        .backup()
        .value();
  }

  private String select(String name, boolean aside) {
    return VolumeRestores.select(repository, RestoreChoice.of(name), aside, Progress.silent())
        .id()
        .value();
  }

  @Test
  void whatAnAccidentLeftComesBackAsideByItsId() {
    String copy = backup(SourceKind.FORENSIC);
    assertThat(select(copy, true)).isEqualTo(copy);
    assertThatThrownBy(() -> select(copy, false))
        .hasMessageContaining("is a copy of a damaged volume, which takes the place of none");
    assertThatThrownBy(() -> select("latest", true)).hasMessageContaining("no complete backup");

    String volumes = backup(SourceKind.VOLUMES);
    var _ = backup(SourceKind.FORENSIC);
    assertThat(select("latest", true)).isEqualTo(volumes);
    assertThat(select(volumes, false)).isEqualTo(volumes);
  }

  @Test
  void aBackupOfTheDatabaseHasNoVolumes() {
    String database = backup(SourceKind.DATABASE);
    assertThatThrownBy(() -> select(database, true))
        .hasMessageContaining("is of the database, not of volumes");
  }
}
