package dev.lifeboat.storage;

import dev.lifeboat.storage.Fault.Moment;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.InstantSource;

/** As long as nothing goes wrong, the decorator keeps the contract. */
final class FaultyStorageContractTest extends StorageContractTest {
  @Override
  protected Storage open() {
    return new FaultyStorage(
        new MemoryStorage(InstantSource.system()), Fault.crash(Long.MAX_VALUE, Moment.BEFORE));
  }
}
