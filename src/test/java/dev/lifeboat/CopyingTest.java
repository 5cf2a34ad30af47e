package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.StorageProblem;
import dev.lifeboat.config.RepositoryLocation.Folder;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CopyingTest {
  @Test
  void aBackupSaysOfItsCopyWhatCopyWouldSay() {
    StorageException denied =
        new StorageException(Kind.ACCESS_DENIED, "'place' is closed", List.of("open it"), null);
    Problem said =
        Copying.notCopied(
            "20261122T101500Z-00ab12", new Folder(Path.of("/second")), StorageProblem.of(denied));
    assertThat(said.code()).isEqualTo(Code.STORAGE_DENIED);
    assertThat(said.message()).contains("was made", "/second", "'place' is closed");
    assertThat(said.hints()).containsExactly("open it", "lifeboat copy goes on where it stopped");
  }
}
