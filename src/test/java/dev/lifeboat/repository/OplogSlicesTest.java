package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OplogSlicesTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);
  private final OplogSlices slices = repository.oplog();

  @BeforeEach
  void threeSlices() {
    slices.store(slices.seal(Slices.draft(10, 20)));
    slices.store(slices.seal(Slices.draft(20, 31)));
    slices.store(slices.seal(Slices.draft(31, 44)));
  }

  private CapturedOplog oplog() {
    return repository.oplog().captured("shop");
  }

  private static List<Integer> read(CapturedOplog oplog, int from, int upTo) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    OplogRange range =
        oplog.ranges().stream()
            .filter(each -> !each.from().isAfter(Slices.time(from)))
            .filter(each -> !each.to().isBefore(Slices.time(upTo)))
            .findFirst()
            .orElseThrow();
    oplog.read(range, Slices.time(from), Slices.time(upTo), all::writeBytes);
    return Slices.seconds(all.toByteArray());
  }

  private static List<Integer> expected(int from, int upTo) {
    return Slices.seconds(Slices.entries(from, upTo));
  }

  @Test
  void everyEntryOfAnyPieceIsReadOnce() {
    CapturedOplog oplog = oplog();
    assertThat(oplog.ranges()).hasSize(1);
    OplogRange range = oplog.ranges().getFirst();
    assertThat(range.usableFrom()).isEqualTo(Slices.time(10));
    assertThat(range.to()).isEqualTo(Slices.time(44));
    assertThat(range.wallTo()).isEqualTo(Slices.time(44).second());
    for (int from = 10; from <= 44; from++) {
      for (int upTo = from; upTo <= 44; upTo++) {
        assertThat(read(oplog, from, upTo)).isEqualTo(expected(from, upTo));
      }
    }
    assertThatThrownBy(() -> oplog.read(range, Slices.time(9), Slices.time(20), bytes -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSliceWithNothingInItIsALinkAllTheSame() {
    slices.store(slices.seal(Slices.draft(44, 45, Slices.entry(44, "xx"))));
    slices.store(slices.seal(Slices.draft(45, 45, new byte[0])));
    assertThat(oplog().ranges().getFirst().to()).isEqualTo(Slices.time(45));
    assertThat(read(oplog(), 40, 45)).isEqualTo(expected(40, 45));
  }

  @Test
  void eachStackGoesOnWhereItsOwnSlicesEnd() {
    SliceDraft next = Slices.draft(44, 50);
    slices.store(
        slices.seal(
            new SliceDraft(
                "another",
                next.set(),
                next.from(),
                next.to(),
                next.usableFrom(),
                next.entries(),
                next.bytes(),
                next.length(),
                Optional.empty(),
                Optional.empty(),
                "host")));

    assertThat(slices.newest(Slices.SET, "shop").orElseThrow().trusted().orElseThrow().to())
        .isEqualTo(Slices.at(44));
    assertThat(slices.newest(Slices.SET, "another").orElseThrow().trusted().orElseThrow().to())
        .isEqualTo(Slices.at(50));
    assertThat(slices.newest(Slices.SET, "none")).isEmpty();
  }

  @Test
  void anotherTermIsAnotherEntry() {
    SliceDraft next = Slices.draft(44, 50);
    SliceDraft ofAnotherTerm =
        new SliceDraft(
            next.stack(),
            next.set(),
            new OplogPosition(next.from().time(), 2, next.from().wall()),
            next.to(),
            next.usableFrom(),
            next.entries(),
            next.bytes(),
            next.length(),
            Optional.empty(),
            Optional.empty(),
            "host");
    slices.store(slices.seal(ofAnotherTerm));
    assertThat(oplog().ranges()).hasSize(2);
  }

  @Test
  void whatTheNextSliceRepeatsMustBeTheSame() {
    byte[] other = Slices.entries(44, 48);
    byte[] forged = Slices.entry(44, "another");
    byte[] rest = Arrays.copyOfRange(other, Slices.entry(44, "xx").length, other.length);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(forged);
    both.writeBytes(rest);
    slices.store(slices.seal(Slices.draft(44, 48, both.toByteArray())));
    assertThatThrownBy(() -> read(oplog(), 40, 48))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("does not fit the one before it");
  }

  @Test
  void whereTransactionsWereOpenItCantBegin() {
    slices.remove(slices.list().subList(0, 1));
    SliceDraft draft = Slices.draft(44, 50);
    slices.store(
        slices.seal(
            new SliceDraft(
                draft.stack(),
                draft.set(),
                draft.from(),
                draft.to(),
                Optional.empty(),
                draft.entries(),
                draft.bytes(),
                draft.length(),
                Optional.empty(),
                Optional.empty(),
                "host")));
    assertThat(oplog().ranges().getFirst().from()).isEqualTo(Slices.time(20));
    slices.remove(slices.list().subList(0, 2));
    assertThat(slices.list()).hasSize(1);
    assertThat(oplog().ranges()).isEmpty();
  }

  @Test
  void entriesThatAreOutOfOrderAreRefusedThoughSigned() {
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    wrong.writeBytes(Slices.entry(46, ""));
    wrong.writeBytes(Slices.entry(44, ""));
    slices.store(slices.seal(Slices.draft(44, 48, wrong.toByteArray())));
    assertThatThrownBy(() -> read(oplog(), 44, 48)).hasMessageContaining("comes after");
  }

  /** Whatever happens to a file shows before any entry of its slice is passed on. */
  @Test
  void everyFileDamagedShows() {
    for (ObjectKey key : keys()) {
      byte[] bytes = Bytes.read(storage, key);
      for (int place : new int[] {0, bytes.length / 2, bytes.length - 1}) {
        byte[] flipped = bytes.clone();
        flipped[place] ^= 1;
        replace(key, flipped);
        assertRefusedOrSame(key);
      }
      replace(key, Arrays.copyOf(bytes, bytes.length - 1));
      assertRefusedOrSame(key);
      replace(key, bytes);
    }
    assertThat(read(oplog(), 10, 44)).isEqualTo(expected(10, 44));
  }

  @Test
  void everyFileRemovedShows() {
    for (ObjectKey key : keys()) {
      byte[] bytes = Bytes.read(storage, key);
      storage.delete(key);
      assertThat(oplog().ranges()).as("without %s", key).noneMatch(OplogSlicesTest::isWhole);
      storage.create(key, Content.of(bytes));
    }
  }

  @Test
  void anyTwoFilesSwappedShow() {
    List<ObjectKey> keys = keys();
    for (ObjectKey one : keys) {
      for (ObjectKey other : keys) {
        if (one.compareTo(other) < 0) {
          byte[] first = Bytes.read(storage, one);
          byte[] second = Bytes.read(storage, other);
          replace(one, second);
          replace(other, first);
          assertRefusedOrSame(one);
          replace(one, first);
          replace(other, second);
        }
      }
    }
  }

  @Test
  void aStrangersSliceCountsNotAtAll() {
    Repository stranger = new Host().open(storage);
    stranger.oplog().store(stranger.oplog().seal(Slices.draft(44, 60)));
    assertThat(oplog().ranges().getFirst().to()).isEqualTo(Slices.time(44));
    assertThat(slices.list())
        .filteredOn(entry -> entry.problem().isPresent())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.problem().orElseThrow().code())
                    .isEqualTo(Code.MANIFEST_UNKNOWN_SIGNER));
  }

  @Test
  void storingAgainAfterACrashDoesNoHarm() {
    SealedSlice sealed = slices.seal(Slices.draft(44, 50));
    for (int files = 0; files <= 3; files++) {
      slices.remove(
          slices.list().stream().filter(each -> each.name().contains(sealed.name())).toList());
      ObjectKey base = ObjectKey.of("oplog/" + Slices.SET + "/" + sealed.name());
      List<String> endings = List.of(".bson", ".json.sig", ".json");
      for (int i = 0; i < files; i++) {
        // The first one torn: another one wrote half of it, long ago.
        byte[] bytes = sealed.files().get(i);
        storage.create(
            ObjectKey.of(base + endings.get(i)), Content.of(i == 0 ? new byte[7] : bytes));
      }
      slices.store(slices.resume(sealed.data(), sealed.manifest(), sealed.signature()));
      slices.store(sealed);
      assertThat(read(oplog(), 10, 50)).isEqualTo(expected(10, 50));
      endings.forEach(ending -> storage.delete(ObjectKey.of(base + ending)));
    }
  }

  @Test
  void mergedWhileItIsReadItIsReadToTheEnd() {
    CapturedOplog oplog = oplog();
    List<Integer> seconds = new ArrayList<>();
    oplog.read(
        oplog.ranges().getFirst(),
        Slices.time(10),
        Slices.time(44),
        bytes -> {
          if (seconds.isEmpty()) {
            List<SliceEntry> old = slices.list();
            slices.store(slices.seal(Slices.draft(10, 44)));
            slices.remove(old);
          }
          seconds.addAll(Slices.seconds(bytes));
        });
    assertThat(seconds).isEqualTo(expected(10, 44));
    assertThat(slices.list()).hasSize(1);
  }

  @Test
  void aCopyHasThemToo() {
    MemoryStorage second = new MemoryStorage(Host::now);
    var report = new RepositoryCopy(repository, second, "host", Progress.silent()).run();
    assertThat(report.problems()).isEmpty();
    assertThat(read(host.open(second).oplog().captured("shop"), 10, 44))
        .isEqualTo(expected(10, 44));
  }

  @Test
  void withoutEncryptionItIsTheSame() {
    MemoryStorage open = new MemoryStorage(Host::now);
    Repository.create(open, Host.ID, Host.START);
    Repository plain = host.open(open, host.keys(ObjectCipher.none()));
    plain.oplog().store(plain.oplog().seal(Slices.draft(10, 20)));
    assertThat(read(host.open(open).oplog().captured("shop"), 10, 20)).isEqualTo(expected(10, 20));
    assertThat(plain.oplog().captured("other").ranges()).isEmpty();
  }

  private static boolean isWhole(OplogRange range) {
    return range.from().equals(Slices.time(10)) && range.to().equals(Slices.time(44));
  }

  /** The whole is either not offered, or refused when it is read; nothing wrong is passed. */
  private void assertRefusedOrSame(ObjectKey changed) {
    CapturedOplog oplog = oplog();
    Optional<OplogRange> whole =
        oplog.ranges().stream().filter(OplogSlicesTest::isWhole).findFirst();
    if (whole.isEmpty()) {
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean refused = false;
    try {
      oplog.read(whole.get(), Slices.time(10), Slices.time(44), all::writeBytes);
    } catch (ProblemException e) {
      refused = true;
    }
    List<Integer> passed = Slices.seconds(all.toByteArray());
    assertThat(expected(10, 44).subList(0, passed.size())).isEqualTo(passed);
    // The line feed at a signature's end is none of it.
    assertThat(refused || changed.value().endsWith(".sig")).as("%s", changed).isTrue();
    assertThat(refused || passed.size() == expected(10, 44).size()).isTrue();
  }

  private List<ObjectKey> keys() {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list("oplog/", info -> keys.add(info.key()));
    assertThat(keys).hasSize(9);
    return keys;
  }

  private void replace(ObjectKey key, byte[] bytes) {
    storage.delete(key);
    storage.create(key, Content.of(bytes));
  }
}
