package dev.lifeboat.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.s3.FaultProxy.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What networks and servers do to requests. */
final class S3FaultsIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");
  private static Gateway gateway;

  private final byte[] bytes = new byte[200_000];
  private FaultProxy proxy;
  private S3Storage storage;

  @BeforeAll
  static void start() throws Exception {
    gateway = Gateway.start();
    gateway.createBucket("faults");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    new Random(7).nextBytes(bytes);
    proxy = new FaultProxy(gateway.endpoint());
    storage =
        gateway.storage(
            gateway.at(proxy.endpoint(), "faults", "test-" + NUMBER.incrementAndGet(), ""));
  }

  @AfterEach
  void close() {
    storage.close();
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void storesWhateverHappensToTheRequest(Fault fault) throws IOException {
    proxy.next("PUT", KEY.value(), fault);
    storage.create(KEY, Content.of(bytes));
    assertThat(proxy.done()).isTrue();
    assertThat(content(KEY)).isEqualTo(bytes);
    assertThat(keys()).containsExactly(KEY.value());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void storesInPartsWhateverHappensToOneOfThem(Fault fault) throws IOException {
    byte[] large = new byte[17 * 1024 * 1024];
    new Random(8).nextBytes(large);
    proxy.next("PUT", "partNumber=2", fault);
    storage.create(KEY, Content.of(large));
    assertThat(proxy.done()).isTrue();
    assertThat(content(KEY)).isEqualTo(large);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RESET", "LOST_ANSWER", "REPEATED", "INTERNAL_ERROR", "SLOW_DOWN", "ERROR_IN_200"})
  void completesPartsWhateverHappensToTheLastRequest(Fault fault) throws IOException {
    byte[] large = new byte[17 * 1024 * 1024];
    new Random(8).nextBytes(large);
    proxy.next("POST", "uploadId=", fault);
    storage.create(KEY, Content.of(large));
    assertThat(proxy.done()).isTrue();
    assertThat(content(KEY)).isEqualTo(large);
  }

  @Test
  void takesAnothersObjectForAnothersAlsoWhenAnAnswerWasLost() throws IOException {
    try (S3Storage other = gateway.storage(gateway.location("faults", "test-" + NUMBER.get()))) {
      other.create(KEY, Content.of(new byte[] {1}));
    }
    proxy.next("PUT", KEY.value(), Fault.LOST_ANSWER);
    assertThatThrownBy(() -> storage.create(KEY, Content.of(bytes)))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ALREADY_EXISTS));
    assertThat(content(KEY)).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RESET", "LOST_ANSWER", "REPEATED", "TRUNCATED", "INTERNAL_ERROR", "SLOW_DOWN"})
  void readsWhateverHappensToTheRequest(Fault fault) throws IOException {
    storage.create(KEY, Content.of(bytes));
    proxy.next("GET", KEY.value(), fault);
    assertThat(content(KEY)).isEqualTo(bytes);
    assertThat(proxy.done()).isTrue();
  }

  @Test
  void goesOnReadingWhereItBrokeHoweverOften() throws IOException {
    storage.create(KEY, Content.of(bytes));
    proxy.next("GET", KEY.value(), Fault.TRUNCATED, 8);
    assertThat(content(KEY)).isEqualTo(bytes);
    assertThat(proxy.done()).isTrue();
  }

  @Test
  void neverTakesTheEndOfAConnectionForTheEndOfAnObject() {
    storage.create(KEY, Content.of(new byte[] {1, 2}));
    // Half of one byte is none: nothing comes any more.
    proxy.next("GET", KEY.value(), Fault.TRUNCATED, 20);
    assertThatThrownBy(() -> content(KEY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'objects/ab/abcdef' in 's3://faults/")
        .hasMessageContaining("can't be read on from byte 1 (of 2)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RESET", "LOST_ANSWER", "TRUNCATED", "SLOW", "INTERNAL_ERROR", "SLOW_DOWN"})
  void listsAndLooksAndDeletesWhateverHappens(Fault fault) {
    storage.create(KEY, Content.of(bytes));
    proxy.next("GET", "list-type=2", fault);
    assertThat(keys()).containsExactly(KEY.value());
    proxy.next("HEAD", KEY.value(), fault);
    assertThat(storage.stat(KEY)).isPresent();
    proxy.next("DELETE", KEY.value(), fault);
    storage.delete(KEY);
    assertThat(keys()).isEmpty();
    assertThat(proxy.done()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_IN_200", "EMPTY_200"})
  void neverTakesAnErrorForAnEmptyList(Fault fault) {
    storage.create(KEY, Content.of(bytes));
    proxy.next("GET", "list-type=2", fault, Backoff.ATTEMPTS);
    assertThatThrownBy(this::keys)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE));
  }

  @Test
  void saysHowOftenItTriedAndWhereWhenTheServerStaysAway() {
    proxy.next("HEAD", KEY.value(), Fault.SLOW_DOWN, Backoff.ATTEMPTS);
    assertThatThrownBy(() -> storage.stat(KEY))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE);
              assertThat(e.hints()).isNotEmpty();
            })
        .hasMessageContaining("at '" + proxy.endpoint() + "'")
        .hasMessageContaining("the storage answered with an error, 6 times");
    assertThat(proxy.done()).isTrue();
  }

  @Test
  void asksOnceWhetherACreateIsAtomic() {
    assertThat(storage.createsAtomically()).isTrue();
    storage.create(KEY, Content.of(bytes));
    storage.create(ObjectKey.of("second"), Content.of(bytes));
    assertThat(proxy.seen()).filteredOn(each -> each.contains(Conditional.PROBE)).hasSize(2);
    assertThat(keys()).containsExactly(KEY.value(), "second");
  }

  private byte[] content(ObjectKey key) throws IOException {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    storage.list("", info -> keys.add(info.key().value()));
    return keys;
  }
}
