package dev.lifeboat.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is locked stays, whoever has the credentials. */
final class S3LockIT {
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start();
    gateway.createLockingBucket("locking");
    gateway.createBucket("plain");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void nobodyDeletesALockedObject() throws IOException {
    try (S3Storage storage = storage("a", "&immutable-for=1d&lock-mode=compliance");
        S3Client client = gateway.client()) {
      storage.create(KEY, Content.of(new byte[] {1, 2, 3}));
      assertThat(storage.locks()).isTrue();
      assertThat(storage.canLock()).isTrue();
      Instant until = storage.lockedUntil(KEY).orElseThrow();
      assertThat(Duration.between(Instant.now(), until))
          .isBetween(Duration.ofHours(23), Duration.ofHours(25));

      assertThatThrownBy(() -> storage.delete(KEY))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ACCESS_DENIED))
          .hasMessageContaining("it is locked until " + until);
      String version =
          client.headObject(each -> each.bucket("locking").key("a/" + KEY)).versionId();
      assertThatThrownBy(
              () ->
                  client.deleteObject(
                      each -> each.bucket("locking").key("a/" + KEY).versionId(version)))
          .isInstanceOf(S3Exception.class);
      try (InputStream in = storage.read(KEY, 0, Long.MAX_VALUE)) {
        assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void governanceHoldsWithoutTheRightToBypassIt() {
    try (S3Storage storage = storage("g", "&immutable-for=1d")) {
      storage.create(KEY, Content.of(new byte[] {1}));
      assertThatThrownBy(() -> storage.delete(KEY))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it is locked until");
    }
  }

  @Test
  void largeObjectsAreLockedToo() {
    byte[] bytes = new byte[17 * 1024 * 1024];
    new Random(3).nextBytes(bytes);
    try (S3Storage storage = storage("l", "&immutable-for=1d")) {
      storage.create(KEY, Content.of(bytes));
      assertThat(storage.lockedUntil(KEY)).isPresent();
      assertThatThrownBy(() -> storage.delete(KEY)).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aLockIsExtendedAndNeverShortened() {
    try (S3Storage one = storage("x", "&immutable-for=1d");
        S3Storage ten = storage("x", "&immutable-for=10d")) {
      one.create(KEY, Content.of(new byte[] {1}));
      ten.extendLock(KEY);
      Instant until = ten.lockedUntil(KEY).orElseThrow();
      assertThat(Duration.between(Instant.now(), until)).isGreaterThan(Duration.ofDays(9));
      one.extendLock(KEY);
      assertThat(one.lockedUntil(KEY)).hasValue(until);
      assertThatThrownBy(() -> one.extendLock(ObjectKey.of("objects/none")))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.NOT_FOUND));
    }
  }

  @Test
  void whatCoordinatesIsNotLockedAndADeleteLeavesNoVersion() {
    ObjectKey pending = ObjectKey.of("pending/one.json");
    try (S3Storage storage = storage("p", "&immutable-for=1d");
        S3Client client = gateway.client()) {
      storage.create(pending, Content.of(new byte[] {1}));
      assertThat(storage.lockedUntil(pending)).isEmpty();
      storage.delete(pending);
      assertThat(storage.stat(pending)).isEmpty();
      assertThat(
              client
                  .listObjectVersions(each -> each.bucket("locking").prefix("p/pending"))
                  .versions())
          .isEmpty();
      storage.create(pending, Content.of(new byte[] {2}));
    }
  }

  @Test
  void aBucketWithoutLocksSaysSo() {
    try (S3Storage storage =
        gateway.storage(gateway.at(gateway.endpoint(), "plain", "n", "&immutable-for=1d"))) {
      assertThat(storage.canLock()).isFalse();
      assertThatThrownBy(() -> storage.create(KEY, Content.of(new byte[] {1})))
          .isInstanceOf(StorageException.class);
    }
  }

  private static S3Storage storage(String prefix, String settings) {
    return gateway.storage(gateway.at(gateway.endpoint(), "locking", prefix, settings));
  }
}
