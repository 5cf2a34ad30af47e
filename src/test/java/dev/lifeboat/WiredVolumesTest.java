package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Keys;
import dev.lifeboat.repository.MemoryCatalogue;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.storage.local.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiredVolumesTest {
  @TempDir private Path temp;

  @Test
  void aDamagedBackupOfVolumesIsNoticedBeforeAnythingIsStopped() throws IOException {
    SigningKey signing = SigningKey.generate();
    LocalStorage storage = new LocalStorage(temp);
    Repository.create(storage, Host.ID, Host.START);
    Repository repository =
        Repository.open(
            storage,
            new Keys(
                ObjectCipher.none(),
                new TrustedSigners(List.of(signing.signer())),
                Optional.of(signing)),
            id -> new MemoryCatalogue(),
            InstantSource.system(),
            new SecureRandom());
    String kind = SourceKind.VOLUMES;
    BackupEntry entry =
        repository
            .find(
                new BackupRunner(repository, Progress.silent())
                    .run(
                        new FewVolumes(kind, List.of("data"), List.of()),
                        new BackupRequest(
                            "shop", kind, Optional.empty(), List.of(), 0, "host", "test"))
                    .manifest()
                    .backup())
            .orElseThrow();
    WiredVolumes.require(repository, entry, List.of("data"), Progress.silent());
    String object =
        repository
            .contents(entry.trusted())
            .streams()
            .getFirst()
            .segments()
            .getFirst()
            .object()
            .toString();
    Path file = temp.resolve("objects").resolve(object.substring(0, 2)).resolve(object);
    assertThat(file).exists();
    Files.delete(file);

    assertThatThrownBy(
            () -> WiredVolumes.require(repository, entry, List.of("data"), Progress.silent()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.RESTORE_REFUSED);
              assertThat(e.problems()).anyMatch(each -> each.code() == Code.OBJECT_MISSING);
            });
    // What doesn't come back from it may be damaged.
    WiredVolumes.require(repository, entry, List.of(), Progress.silent());
  }
}
