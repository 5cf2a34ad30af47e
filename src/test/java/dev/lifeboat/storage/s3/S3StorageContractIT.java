package dev.lifeboat.storage.s3;

import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageContractTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A bucket keeps the contract. */
final class S3StorageContractIT extends StorageContractTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start();
    gateway.createBucket("contract");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Override
  protected Storage open() {
    return gateway.storage(gateway.location("contract", "test-" + NUMBER.incrementAndGet() + "/x"));
  }
}
