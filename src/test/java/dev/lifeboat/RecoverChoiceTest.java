package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.progress.Progress;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which backups a recovery takes; on a host without any engine, so that nothing else happens. */
class RecoverChoiceTest {
  @TempDir private Path temp;
  private Repository repository;

  @BeforeEach
  void aHost() throws IOException {
    SigningKey signing = SigningKey.generate();
    signing.write(temp.resolve("lifeboat-signing.key"));
    Files.writeString(
        temp.resolve("lifeboat.yaml"),
        """
        stack: shop
        mongo:
          uri: mongodb://127.0.0.1:1/
        repository: repository
        encryption: none
        signing-key: lifeboat-signing.key
        trusted-signers:
          - %s
        """
            .formatted(signing.signer()));
    Files.createDirectory(temp.resolve("repository"));
    LocalStorage storage = new LocalStorage(temp.resolve("repository"));
    Repository.create(storage, Host.ID, Host.START);
    repository =
        Repository.open(
            storage,
            new Keys(
                ObjectCipher.none(),
                new TrustedSigners(List.of(signing.signer())),
                Optional.of(signing)),
            id -> new MemoryCatalogue(),
            InstantSource.system(),
            new SecureRandom());
  }

  private String backup(String kind) {
    return new BackupRunner(repository, Progress.silent())
        .run(
            new FewVolumes(kind, List.of("data"), List.of()),
            new BackupRequest("shop", kind, Optional.empty(), List.of(), 0, "host", "test"))
        .manifest()
        .backup()
        .value();
  }

  private Program.Ended recover(String accident, String backup) {
    return new Calls(temp)
        .runWith(
            "",
            Map.of("DOCKER_HOST", "unix://" + temp.resolve("no-engine.sock")),
            "recover",
            accident,
            backup,
            "--confirm",
            "shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"volume-deleted", "corrupt-database", "host"})
  void aDatabaseIsMadeAnewOnlyFromABackupOfIt(String accident) {
    for (String kind : List.of(SourceKind.VOLUMES, SourceKind.FORENSIC)) {
      Program.Ended ended = recover(accident, backup(kind));
      assertThat(ended.err()).contains("is of volumes, not of the database", "Code: usage");
    }
    assertThat(recover(accident, "latest:volumes").err()).contains("Code: usage");
    assertThat(recover(accident, backup(SourceKind.DATABASE)).err())
        .contains("Code: docker-unreachable");
  }

  @Test
  void imagesAreLockedByBackupsOfAnyKind() {
    assertThat(recover("wrong-images", backup(SourceKind.VOLUMES)).err())
        .contains("Code: docker-unreachable");
  }
}
