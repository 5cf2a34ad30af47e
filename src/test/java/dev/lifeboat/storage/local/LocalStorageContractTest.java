package dev.lifeboat.storage.local;

import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class LocalStorageContractTest extends StorageContractTest {
  @TempDir private Path folder;

  @Override
  protected Storage open() {
    Path root = folder.resolve("parent/repository");
    LocalStorage.createRoot(root);
    return new LocalStorage(root);
  }
}
