package dev.lifeboat.storage.memory;

import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageContractTest;
import java.time.InstantSource;

final class MemoryStorageTest extends StorageContractTest {
  @Override
  protected Storage open() {
    return new MemoryStorage(InstantSource.system());
  }
}
