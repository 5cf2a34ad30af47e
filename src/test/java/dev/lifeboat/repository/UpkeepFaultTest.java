package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PowerCut;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.ObjectChecks;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.Repairer;
import dev.lifeboat.verify.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong at any operation of a repair or a copy, and whenever the power is cut: what
 * is whole stays whole, what was damaged is still there to be looked at, and the next run ends it.
 */
class UpkeepFaultTest {
  private static final Map<String, byte[]> ONE = Map.of("a.bson", Documents.some(1, 20, 50));
  private static final Map<String, byte[]> TWO =
      Map.of("a.bson", Documents.some(9, 20, 50), "b.bson", Documents.some(500, 30, 50));
  private static final byte[] DAMAGE = {'n', 'o'};
  private static final long MOST = 400;

  private final Host host = new Host();
  private final MemoryStorage whole = new MemoryStorage(Host::now);
  private final Manifest first;
  private final Manifest second;

  @TempDir Path folder;

  UpkeepFaultTest() {
    first = Host.backup(host.create(whole), ONE);
    second = Host.backup(host.open(whole), TWO);
  }

  @ParameterizedTest
  @EnumSource
  void aCrashOfARepairHarmsNothing(Fault.Moment moment) {
    assertThat(each(n -> repair(n, Fault.crash(n, moment)))).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureOfARepairHarmsNothing(Fault.Moment moment) {
    assertThat(each(n -> repair(n, Fault.failed(n, moment)))).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void aCrashOfACopyHarmsNothing(Fault.Moment moment) {
    assertThat(each(n -> copy(n, Fault.crash(n, moment)))).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureOfACopyHarmsNothing(Fault.Moment moment) {
    assertThat(each(n -> copy(n, Fault.failed(n, moment)))).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureToReadWhatIsCopiedHarmsNothing(Fault.Moment moment) {
    assertThat(
            each(
                n -> {
                  MemoryStorage to = new MemoryStorage(Host::now);
                  FaultyStorage faulty = new FaultyStorage(whole, Fault.failed(n, moment));
                  attempt(() -> copy(faulty, to));
                  checkCopy(to);
                  return faulty.hit();
                }))
        .isGreaterThan(10);
  }

  /** An error in a thread that reads must not look like an object that was read. */
  @Test
  void aVerificationThatCrashesNeverSaysThatAllIsWell() {
    assertThat(
            each(
                n -> {
                  FaultyStorage faulty =
                      new FaultyStorage(whole, Fault.crash(n, Fault.Moment.BEFORE));
                  try {
                    Repository repository = host.withCatalogue(new MemoryCatalogue()).open(faulty);
                    var report =
                        new Verifier(repository, Host::now, Progress.silent())
                            .verify(repository.backups(), Level.STORED);
                    assertThat(faulty.hit() && report.holds()).isFalse();
                  } catch (StorageException | SimulatedCrash e) {
                    assertThat(faulty.hit()).isTrue();
                  }
                  return faulty.hit();
                }))
        .isGreaterThan(10);
  }

  @Test
  void aPowerCutOfARepairHarmsNothing() {
    assertThat(
            each(
                n -> {
                  MemoryStorage storage = damaged();
                  PowerCut cut = new PowerCut(storage, n, 0, n);
                  attempt(() -> repair(cut));
                  checkRepaired(storage);
                  return cut.hit();
                }))
        .isGreaterThan(5);
  }

  @Test
  void aPowerCutOfACopyHarmsNothing() {
    assertThat(
            each(
                n -> {
                  MemoryStorage to = new MemoryStorage(Host::now);
                  PowerCut cut = new PowerCut(to, n, 0, n);
                  attempt(() -> copy(whole, cut));
                  checkCopy(to);
                  return cut.hit();
                }))
        .isGreaterThan(5);
  }

  @Test
  void aPowerCutOfABackupHarmsNothing() {
    assertThat(each(n -> backup(n, 0))).isGreaterThan(5);
  }

  @Test
  void aPowerCutOfAPruneHarmsNothing() {
    PruneScene scene = new PruneScene(folder, true);
    assertThat(
            each(
                n -> {
                  PruneScene.Run run = scene.start();
                  PowerCut cut = new PowerCut(run.storage, n, 0, n);
                  attempt(() -> run.prune(cut, PruneScene.GRACE));
                  run.check(Optional.empty());
                  run.check(Optional.of(run.backup(run.storage)));
                  return cut.hit();
                }))
        .isGreaterThan(5);
  }

  /** If a storage lost what it said is stored, this would be seen here. */
  @Test
  void whatIsLostWithoutSyncShows() {
    int broken = 0;
    for (long n = 1; n < 40; n++) {
      try {
        if (!backup(n, 8)) {
          break;
        }
      } catch (AssertionError | RuntimeException e) {
        broken++;
      }
    }
    assertThat(broken).isPositive();
  }

  /** An attempt with a fault at the n-th operation; false if there was none. */
  private interface Attempt {
    boolean run(long n);
  }

  private static long each(Attempt attempt) {
    long n = 1;
    while (attempt.run(n)) {
      n++;
      assertThat(n).isLessThan(MOST);
    }
    return n;
  }

  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (StorageException | SimulatedCrash e) {
      assertThat(e.getMessage()).containsAnyOf("on purpose", "crashed before", "power");
    }
  }

  private boolean backup(long n, int tail) {
    MemoryStorage storage = copyOf(whole, UnaryOperator.identity());
    PowerCut cut = new PowerCut(storage, n, tail, n);
    Host again = host.withCatalogue(new MemoryCatalogue());
    attempt(() -> Host.backup(again.open(cut), Map.of("c.bson", Documents.some(7, 40, 50))));
    for (BackupEntry entry : again.open(storage).backups()) {
      assertThat(Host.read(again.open(storage), entry.trusted())).isNotEmpty();
    }
    requireBoth(storage);
    Manifest next = Host.backup(again.open(storage), TWO);
    requireSame(again.open(storage), next, TWO);
    return cut.hit();
  }

  private boolean repair(long n, Fault fault) {
    MemoryStorage storage = damaged();
    FaultyStorage faulty = new FaultyStorage(storage, fault);
    attempt(() -> repair(faulty));
    assertThat(n).isPositive();
    checkRepaired(storage);
    return faulty.hit();
  }

  private boolean copy(long n, Fault fault) {
    MemoryStorage to = new MemoryStorage(Host::now);
    FaultyStorage faulty = new FaultyStorage(to, fault);
    attempt(() -> copy(whole, faulty));
    assertThat(n).isPositive();
    checkCopy(to);
    return faulty.hit();
  }

  private void copy(Storage from, Storage to) {
    var _ =
        new RepositoryCopy(
                host.withCatalogue(new MemoryCatalogue()).open(from), to, "host", Progress.silent())
            .run();
  }

  private RepairReport repair(Storage storage) {
    Host own = host.withCatalogue(new MemoryCatalogue());
    Repository repository = own.open(storage);
    return new Repairer(repository, Map.of("copy", own.open(whole)), Host::now, Progress.silent())
        .run(repository.backups(), true, ObjectChecks.forgetful());
  }

  /** A manifest and every second object are damaged, every fifth is gone. */
  private MemoryStorage damaged() {
    Set<String> objects = new TreeSet<>();
    whole.list(Layout.OBJECTS, info -> objects.add(info.key().value()));
    List<String> names = new ArrayList<>(objects);
    String manifest = Layout.manifest(first.backup()).value();
    MemoryStorage storage =
        copyOf(
            whole,
            name -> {
              int at = names.indexOf(name);
              return name.equals(manifest) || (at >= 0 && at % 2 == 0) ? "damaged" : name;
            });
    for (int at = 1; at < names.size(); at += 5) {
      storage.delete(ObjectKey.of(names.get(at)));
    }
    return storage;
  }

  /** A copy of a storage; what is mapped to {@code damaged} is. */
  private static MemoryStorage copyOf(Storage from, UnaryOperator<String> how) {
    MemoryStorage storage = new MemoryStorage(Host::now);
    from.list(
        "",
        info ->
            storage.create(
                info.key(),
                Content.of(
                    how.apply(info.key().value()).equals("damaged")
                        ? DAMAGE
                        : Bytes.read(from, info.key()))));
    return storage;
  }

  /** Nothing is lost: what was damaged is in its place or in quarantine; and all can be mended. */
  private void checkRepaired(MemoryStorage storage) {
    Set<String> places = new TreeSet<>();
    damaged()
        .list(
            "",
            info -> {
              String name = info.key().value();
              places.add(name.substring(name.lastIndexOf('/') + 1));
            });
    List<String> now = new ArrayList<>();
    storage.list("", info -> now.add(info.key().value()));
    for (String place : places) {
      assertThat(now).anyMatch(name -> name.endsWith(place));
    }
    assertThat(repair(storage).whole()).isTrue();
    requireBoth(storage);
  }

  private void checkCopy(MemoryStorage to) {
    if (to.stat(Layout.HEAD).isPresent()) {
      Repository cut = host.withCatalogue(new MemoryCatalogue()).open(to);
      for (BackupEntry entry : cut.backups()) {
        requireSame(cut, entry.trusted(), expected(entry.trusted()));
      }
    }
    copy(whole, to);
    Set<String> keys = new TreeSet<>();
    whole.list("", info -> keys.add(info.key() + " " + digest(whole, info.key())));
    Set<String> copied = new TreeSet<>();
    to.list("", info -> copied.add(info.key() + " " + digest(to, info.key())));
    assertThat(copied).containsAll(keys.stream().collect(Collectors.toSet()));
    requireBoth(to);
  }

  private static Digest digest(Storage storage, ObjectKey key) {
    return Digest.of(Bytes.read(storage, key));
  }

  private Map<String, byte[]> expected(Manifest manifest) {
    return manifest.backup().equals(first.backup()) ? ONE : TWO;
  }

  private void requireBoth(Storage storage) {
    Repository repository = host.withCatalogue(new MemoryCatalogue()).open(storage);
    for (Manifest manifest : List.of(first, second)) {
      requireSame(
          repository,
          repository.find(manifest.backup()).orElseThrow().trusted(),
          expected(manifest));
    }
  }

  private static void requireSame(
      Repository repository, Manifest manifest, Map<String, byte[]> expected) {
    Map<String, byte[]> read = Host.read(repository, manifest);
    assertThat(read.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
  }
}
