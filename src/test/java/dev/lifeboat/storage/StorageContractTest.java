package dev.lifeboat.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage must do; a subclass says which. */
public abstract class StorageContractTest {
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");

  private Storage storage;

  /** A new, empty storage. */
  protected abstract Storage open() throws IOException;

  @BeforeEach
  final void openStorage() throws IOException {
    storage = open();
  }

  @AfterEach
  final void closeStorage() {
    storage.close();
  }

  /** The storage under test. */
  protected final Storage storage() {
    return storage;
  }

  @Test
  void givesBackWhatWasStored() throws IOException {
    storage.create(KEY, text("ship's biscuit"));
    assertThat(content(KEY)).isEqualTo("ship's biscuit");
  }

  @Test
  void keepsAnEmptyObject() throws IOException {
    storage.create(KEY, text(""));
    assertThat(content(KEY)).isEmpty();
    assertThat(storage.stat(KEY)).map(ObjectInfo::size).hasValue(0L);
    assertThat(keys("")).containsExactly(KEY.value());
  }

  @Test
  void keepsALargeObject() throws IOException {
    byte[] bytes = new byte[33 * 1024 * 1024 + 7];
    new Random(1).nextBytes(bytes);
    storage.create(KEY, Content.of(bytes));
    try (InputStream in = storage.read(KEY, 0, Long.MAX_VALUE)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    try (InputStream in = storage.read(KEY, bytes.length - 5L, 3)) {
      assertThat(in.readAllBytes())
          .containsExactly(
              bytes[bytes.length - 5], bytes[bytes.length - 4], bytes[bytes.length - 3]);
    }
  }

  @Test
  void storesTheGivenRangeOfAnArray() throws IOException {
    storage.create(KEY, Content.of("0123456789".getBytes(UTF_8), 2, 5));
    assertThat(content(KEY)).isEqualTo("23456");
  }

  @Test
  void takesTheLongestKey() throws IOException {
    ObjectKey key = ObjectKey.of("a".repeat(255) + "/" + "b".repeat(255) + "/" + "c".repeat(255));
    storage.create(key, text("x"));
    assertThat(content(key)).isEqualTo("x");
    assertThat(keys("a")).containsExactly(key.value());
  }

  @Test
  void readsARange() throws IOException {
    storage.create(KEY, text("0123456789"));
    assertThat(content(KEY, 0, 4)).isEqualTo("0123");
    assertThat(content(KEY, 3, 4)).isEqualTo("3456");
    assertThat(content(KEY, 7, 100)).isEqualTo("789");
    assertThat(content(KEY, 7, Long.MAX_VALUE)).isEqualTo("789");
    assertThat(content(KEY, 10, 1)).isEmpty();
    assertThat(content(KEY, 1L << 40, 1)).isEmpty();
    assertThat(content(KEY, 4, 0)).isEmpty();
  }

  @Test
  void staysInTheRangeHoweverItIsRead() throws IOException {
    storage.create(KEY, text("0123456789"));
    try (InputStream in = storage.read(KEY, 2, 5)) {
      assertThat(in.read()).isEqualTo('2');
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.available()).isLessThanOrEqualTo(2);
      byte[] buffer = new byte[10];
      assertThat(in.readNBytes(buffer, 0, 10)).isEqualTo(2);
      assertThat(new String(buffer, 0, 2, UTF_8)).isEqualTo("56");
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
    }
  }

  @Test
  void refusesANegativeRange() {
    storage.create(KEY, text("0123456789"));
    assertThatThrownBy(() -> storage.read(KEY, -1, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.read(KEY, 5, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsOneObjectTwiceAtOnce() throws IOException {
    storage.create(KEY, text("0123456789"));
    try (InputStream one = storage.read(KEY, 0, 10);
        InputStream two = storage.read(KEY, 5, 5)) {
      assertThat(one.read()).isEqualTo('0');
      assertThat(two.read()).isEqualTo('5');
      assertThat(one.read()).isEqualTo('1');
    }
  }

  @Test
  void givesNothingFromAClosedStream() throws IOException {
    storage.create(KEY, text("0123456789"));
    InputStream in = storage.read(KEY, 0, 10);
    in.close();
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    InputStream empty = storage.read(KEY, 10, 10);
    empty.close();
    assertThatThrownBy(() -> empty.read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void saysAtOnceThatThereIsNoSuchObject() {
    storage.create(KEY, text("x"));
    for (String missing :
        List.of("nothing", "objects/ab/abcde", "objects/cd/x", "objects", "objects/ab")) {
      assertFails(StorageException.Kind.NOT_FOUND, () -> storage.read(ObjectKey.of(missing), 0, 1))
          .hasMessageContaining("'" + missing + "'");
      assertThat(storage.stat(ObjectKey.of(missing))).isEmpty();
    }
  }

  @Test
  void tellsSizeAndTime() {
    storage.create(KEY, text("0123456789"));
    ObjectInfo info = storage.stat(KEY).orElseThrow();
    assertThat(info.key()).isEqualTo(KEY);
    assertThat(info.size()).isEqualTo(10);
    assertThat(info.received())
        .isBetween(
            Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    List<ObjectInfo> listed = new ArrayList<>();
    storage.list("", listed::add);
    assertThat(listed).containsExactly(info);
  }

  @Test
  void timesAreInTheOrderOfArrival() throws InterruptedException {
    storage.create(ObjectKey.of("b"), text("first"));
    Thread.sleep(50);
    storage.create(ObjectKey.of("a"), text("second"));
    assertThat(storage.stat(ObjectKey.of("a")).orElseThrow().received())
        .isAfterOrEqualTo(storage.stat(ObjectKey.of("b")).orElseThrow().received());
  }

  @Test
  void refusesANameThatIsTaken() throws IOException {
    storage.create(KEY, text("first"));
    assertFails(StorageException.Kind.ALREADY_EXISTS, () -> storage.create(KEY, text("second")))
        .hasMessageContaining(KEY.value());
    assertThat(content(KEY)).isEqualTo("first");
  }

  @Test
  void takesAnObjectAgainOnceItIsDeleted() throws IOException {
    storage.create(KEY, text("first"));
    storage.delete(KEY);
    assertThat(storage.stat(KEY)).isEmpty();
    assertThat(keys("")).isEmpty();
    assertFails(StorageException.Kind.NOT_FOUND, () -> storage.read(KEY, 0, 1));
    storage.create(KEY, text("second"));
    assertThat(content(KEY)).isEqualTo("second");
  }

  @Test
  void deletesOnlyTheNamedObject() {
    storage.create(KEY, text("x"));
    storage.create(ObjectKey.of("objects/ab/abcdefg"), text("y"));
    storage.delete(KEY);
    storage.delete(KEY);
    storage.delete(ObjectKey.of("objects/ab"));
    storage.delete(ObjectKey.of("objects"));
    storage.delete(ObjectKey.of("no/such/thing"));
    assertThat(keys("")).containsExactly("objects/ab/abcdefg");
  }

  @Test
  void listsByPrefixInTheOrderOfKeys() {
    List<String> names =
        List.of(
            "a-b",
            "a.b",
            "a/-",
            "a/0",
            "a/b-c/x",
            "a/b.c",
            "a/b/c",
            "a/b0",
            "a0",
            "aa",
            "b/a",
            "B/z",
            "_",
            "c.json",
            "c.json.sig");
    names.reversed().forEach(name -> storage.create(ObjectKey.of(name), text(name)));
    assertThat(keys("")).containsExactlyElementsOf(names.stream().sorted().toList());
    for (String prefix :
        List.of("a", "a/", "a/b", "a/b/", "a/b-c", "a/b-c/x", "b", "c.json", "d", "a/b/c/d", "/")) {
      assertThat(keys(prefix))
          .as(prefix)
          .containsExactlyElementsOf(
              names.stream().filter(n -> n.startsWith(prefix)).sorted().toList());
    }
  }

  @Test
  void listsNothingInAnEmptyStorage() {
    assertThat(keys("")).isEmpty();
    assertThat(keys("objects/")).isEmpty();
  }

  @Test
  void theConsumerOfAListMayUseTheStorage() {
    IntStream.range(0, 20).forEach(i -> storage.create(ObjectKey.of("old/" + i), text("x")));
    storage.list("old/", info -> storage.delete(info.key()));
    assertThat(keys("")).isEmpty();
  }

  @Test
  void passesOnWhatTheConsumerOfAListThrows() {
    storage.create(KEY, text("x"));
    assertThatThrownBy(
            () ->
                storage.list(
                    "",
                    info -> {
                      throw new IllegalStateException("enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  @Test
  void showsNothingUntilAnObjectIsComplete() throws IOException {
    Content looking =
        content(
            10,
            () ->
                new ByteArrayInputStream("0123456789".getBytes(UTF_8)) {
                  @Override
                  public synchronized int read(byte[] bytes, int offset, int length) {
                    assertThat(storage.stat(KEY)).isEmpty();
                    assertThat(keys("")).isEmpty();
                    assertFails(StorageException.Kind.NOT_FOUND, () -> storage.read(KEY, 0, 1));
                    return super.read(bytes, offset, Math.min(length, 3));
                  }
                });
    storage.create(KEY, looking);
    assertThat(content(KEY)).isEqualTo("0123456789");
  }

  @Test
  void keepsNothingOfAContentThatFailsHalfWay() throws IOException {
    Content broken = new TornContent(Content.of(new byte[2_000_000]), 1_000_000);
    assertThatThrownBy(() -> storage.create(KEY, broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the stream broke");
    assertNothingStored();
    storage.create(KEY, text("later"));
    assertThat(content(KEY)).isEqualTo("later");
  }

  @Test
  void keepsNothingOfAContentThatCannotBeOpened() {
    Content none =
        content(
            5,
            () -> {
              throw new UncheckedIOException(new IOException("no input"));
            });
    assertThatThrownBy(() -> storage.create(KEY, none)).isInstanceOf(UncheckedIOException.class);
    assertNothingStored();
  }

  @Test
  void keepsNothingOfAContentOfAnotherSizeThanPromised() {
    for (long promised : new long[] {0, 9, 11, 5_000_000}) {
      Content wrong = content(promised, () -> new ByteArrayInputStream(new byte[10]));
      assertThatThrownBy(() -> storage.create(KEY, wrong)).isInstanceOf(UncheckedIOException.class);
      assertNothingStored();
    }
  }

  @Test
  void letsOneOfManyCreateAName() throws Exception {
    int threads = 8;
    for (int round = 0; round < 20; round++) {
      ObjectKey key = ObjectKey.of("race/" + round % 3 + "/" + round);
      CountDownLatch start = new CountDownLatch(threads);
      List<Callable<String>> racers =
          IntStream.range(0, threads)
              .mapToObj(
                  i ->
                      (Callable<String>)
                          () -> {
                            start.countDown();
                            start.await();
                            return outcome(key, "winner " + i);
                          })
              .toList();
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        List<String> outcomes = new ArrayList<>();
        for (Future<String> racer : pool.invokeAll(racers)) {
          outcomes.add(racer.get());
        }
        assertThat(outcomes).containsOnlyOnce(content(key));
        assertThat(outcomes).filteredOn("ALREADY_EXISTS"::equals).hasSize(threads - 1);
      }
    }
    assertThat(keys("race/")).hasSize(20);
  }

  /** The text, if it was stored, or how that failed. */
  private String outcome(ObjectKey key, String text) {
    try {
      storage.create(key, text(text));
      return text;
    } catch (StorageException e) {
      return e.kind().name();
    }
  }

  @Test
  void saysWhereItIs() {
    assertThat(storage.location()).isNotBlank();
    assertThat(storage.freeBytes().orElse(1L)).isPositive();
  }

  private void assertNothingStored() {
    assertThat(storage.stat(KEY)).isEmpty();
    assertThat(keys("")).isEmpty();
  }

  /** All keys that a listing gives, in its order. */
  protected final List<String> keys(String prefix) {
    List<String> keys = new ArrayList<>();
    storage.list(prefix, info -> keys.add(info.key().value()));
    return keys;
  }

  protected final String content(ObjectKey key) throws IOException {
    return content(key, 0, Long.MAX_VALUE);
  }

  private String content(ObjectKey key, long offset, long length) throws IOException {
    try (InputStream in = storage.read(key, offset, length)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  protected static Content text(String text) {
    return Content.of(text.getBytes(UTF_8));
  }

  private static Content content(long size, Supplier<InputStream> stream) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() {
        return stream.get();
      }
    };
  }

  protected static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      StorageException.Kind kind, ThrowableAssert.ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
