package dev.lifeboat.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Fault.Moment;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultyStorageTest {
  private final MemoryStorage inner = new MemoryStorage(InstantSource.system());

  @ParameterizedTest
  @CsvSource({"BEFORE, a-c", "DURING, a-c", "AFTER, a-b-c"})
  void failsOneWriteAndGoesOn(Moment moment, String left) {
    FaultyStorage faulty = new FaultyStorage(inner, Fault.failedWrite(2, moment));
    create(faulty, "a");
    assertThat(faulty.hit()).isFalse();
    assertThatThrownBy(() -> create(faulty, "b"))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE))
        .hasMessage("cannot create 'b': a fault on purpose");
    assertThat(faulty.hit()).isTrue();
    create(faulty, "c");
    assertThat(faulty.count()).isEqualTo(3);
    assertThat(String.join("-", keys(inner))).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, a", "DURING, a", "AFTER, a-b"})
  void crashesAtAWriteForGood(Moment moment, String left) {
    FaultyStorage faulty = new FaultyStorage(inner, Fault.crashAtWrite(2, moment));
    create(faulty, "a");
    assertThatThrownBy(() -> create(faulty, "b")).isInstanceOf(SimulatedCrash.class);
    assertThatThrownBy(() -> create(faulty, "c")).isInstanceOf(SimulatedCrash.class);
    assertThatThrownBy(() -> faulty.delete(ObjectKey.of("a"))).isInstanceOf(SimulatedCrash.class);
    assertThatThrownBy(() -> faulty.stat(ObjectKey.of("a"))).isInstanceOf(SimulatedCrash.class);
    assertThatThrownBy(() -> faulty.read(ObjectKey.of("a"), 0, 1))
        .isInstanceOf(SimulatedCrash.class);
    assertThatThrownBy(() -> keys(faulty)).isInstanceOf(SimulatedCrash.class);
    assertThat(String.join("-", keys(inner))).isEqualTo(left);
  }

  @Test
  void countsOnlyWhatItIsToldTo() {
    FaultyStorage faulty = new FaultyStorage(inner, Fault.crashAtWrite(2, Moment.BEFORE));
    create(faulty, "a");
    assertThat(faulty.stat(ObjectKey.of("a"))).isPresent();
    assertThat(keys(faulty)).containsExactly("a");
    assertThat(faulty.count()).isEqualTo(1);
    assertThatThrownBy(() -> faulty.delete(ObjectKey.of("a"))).isInstanceOf(SimulatedCrash.class);
    assertThat(keys(inner)).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, true", "DURING, true", "AFTER, false"})
  void failsADelete(Moment moment, boolean stays) {
    create(inner, "a");
    FaultyStorage faulty = new FaultyStorage(inner, Fault.failedWrite(1, moment));
    assertThatThrownBy(() -> faulty.delete(ObjectKey.of("a"))).isInstanceOf(StorageException.class);
    assertThat(inner.stat(ObjectKey.of("a")).isPresent()).isEqualTo(stays);
  }

  @Test
  void failsARead() throws IOException {
    create(inner, "a");
    assertThatThrownBy(() -> faulty(Fault.failed(1, Moment.BEFORE)).read(ObjectKey.of("a"), 0, 10))
        .isInstanceOf(StorageException.class);
    assertThat(goodBytes(Fault.failed(1, Moment.DURING), IOException.class)).isEqualTo(5);
    assertThat(goodBytes(Fault.failed(1, Moment.AFTER), IOException.class)).isEqualTo(10);
    assertThat(goodBytes(Fault.crash(1, Moment.DURING), SimulatedCrash.class)).isEqualTo(5);
  }

  private int goodBytes(Fault fault, Class<? extends Throwable> failure) throws IOException {
    try (InputStream in = faulty(fault).read(ObjectKey.of("a"), 0, Long.MAX_VALUE)) {
      for (int good = 0; ; good++) {
        if (failure == thrownBy(in)) {
          return good;
        }
      }
    }
  }

  private static Class<?> thrownBy(InputStream in) {
    try {
      assertThat(in.read()).as("the end of the stream came before the fault").isNotNegative();
      return Void.class;
    } catch (IOException | SimulatedCrash e) {
      return e.getClass();
    }
  }

  @Test
  void failsAList() {
    List.of("a", "b", "c", "d").forEach(name -> create(inner, name));
    assertThat(listed(Fault.failed(1, Moment.BEFORE))).isEmpty();
    assertThat(listed(Fault.failed(1, Moment.DURING))).containsExactly("a", "b");
    assertThat(listed(Fault.failed(1, Moment.AFTER))).containsExactly("a", "b", "c", "d");
  }

  private List<String> listed(Fault fault) {
    List<String> keys = new ArrayList<>();
    FaultyStorage faulty = faulty(fault);
    assertThatThrownBy(() -> faulty.list("", info -> keys.add(info.key().value())))
        .isInstanceOf(StorageException.class);
    return keys;
  }

  @Test
  void doesNothingUntilItsTurn() {
    FaultyStorage faulty = faulty(Fault.crash(100, Moment.BEFORE));
    create(faulty, "a");
    faulty.delete(ObjectKey.of("a"));
    faulty.close();
    assertThat(faulty.hit()).isFalse();
    assertThat(faulty.count()).isEqualTo(2);
  }

  private FaultyStorage faulty(Fault fault) {
    return new FaultyStorage(inner, fault);
  }

  private static void create(Storage storage, String name) {
    storage.create(ObjectKey.of(name), Content.of("0123456789".getBytes(UTF_8)));
  }

  private static List<String> keys(Storage storage) {
    List<String> keys = new ArrayList<>();
    storage.list("", info -> keys.add(info.key().value()));
    return keys;
  }
}
