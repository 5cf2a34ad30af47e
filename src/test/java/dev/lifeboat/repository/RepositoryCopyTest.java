package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.Fault.Moment;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy holds every backup, also after it was cut off anywhere, and nothing that isn't whole. */
final class RepositoryCopyTest {
  private final Host host = new Host();
  private final MemoryStorage from = new MemoryStorage(Host::now);
  private final MemoryStorage to = new MemoryStorage(Host::now);
  private Repository repository;
  private Manifest first;
  private Manifest second;

  @BeforeEach
  void backUp() {
    repository = host.create(from);
    first = Host.backup(repository, Map.of("a.bson", Documents.some(1, 300, 200)));
    second =
        Host.backup(
            repository,
            Map.of("a.bson", Documents.some(1, 300, 200), "b.bson", Documents.some(9, 200, 300)));
  }

  @Test
  void theCopyIsTheSameRepository() {
    CopyReport report = copy(to);
    assertThat(report.copied()).containsExactly(first.backup().value(), second.backup().value());
    assertThat(report.problems()).isEmpty();
    assertThat(contents(to)).isEqualTo(contents(from));
    Repository other = new Host().open(to, host.keys());
    assertThat(other.id()).isEqualTo(repository.id());
    assertThat(other.contents(second)).isEqualTo(repository.contents(second));
  }

  @Test
  void onlyWhatBelongsToTheFormatIsCopied() {
    Map<String, String> before = contents(from);
    from.create(ObjectKey.of("old-dump.tar"), Content.of(new byte[Bytes.LONGEST + 5]));
    from.create(ObjectKey.of("holds/notes.txt"), Content.of(new byte[9]));
    from.create(ObjectKey.of("quarantine/20261122T101500Z-x"), Content.of(new byte[] {1}));
    assertThat(copy(to).problems()).isEmpty();
    assertThat(contents(to)).isEqualTo(before);
  }

  @Test
  void whatPeopleSaidOfABackupIsCopied() {
    ObjectKey hold = ObjectKey.of("holds/" + first.backup() + ".00ab12.json");
    from.create(hold, Content.of(new byte[] {1}));
    from.create(ObjectKey.of(hold + ".sig"), Content.of(new byte[] {2}));
    copy(to);
    assertThat(contents(to)).isEqualTo(contents(from)).containsKey(hold.value());
  }

  @Test
  void whatIsTooLongIsNotCutOff() {
    String name = "accepted/" + first.backup() + ".00ab12.json";
    from.create(ObjectKey.of(name), Content.of(new byte[Bytes.LONGEST + 1]));
    assertThatThrownBy(() -> copy(to))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.OBJECT_CORRUPT))
        .hasMessageContaining(name);
    assertThat(to.stat(ObjectKey.of(name))).isEmpty();
  }

  @Test
  void whatIsThereIsNotCopiedAgain() {
    copy(to);
    Manifest third = Host.backup(repository, Map.of("c.bson", Documents.some(5, 100, 100)));
    CopyReport report = copy(to);
    assertThat(report.copied()).containsExactly(third.backup().value());
    assertThat(report.present()).isEqualTo(2);
    assertThat(report.objects()).isLessThan(10);
    assertThat(copy(to).objects()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void goesOnWhereItWasCutOff(Moment moment) {
    int cuts = 0;
    for (long number = 1; ; number++) {
      MemoryStorage target = new MemoryStorage(Host::now);
      FaultyStorage faulty = new FaultyStorage(target, Fault.crashAtWrite(number, moment));
      try {
        copy(faulty);
      } catch (SimulatedCrash e) {
        cuts++;
      }
      if (!faulty.hit()) {
        break;
      }
      // Whatever has a manifest in the cut copy is whole.
      if (target.stat(Layout.HEAD).isPresent()) {
        for (BackupEntry entry : host.open(target).backups()) {
          Repository cut = host.open(target);
          cut.objects(entry.trusted()).objects().forEach(cut::check);
        }
      }
      copy(target);
      assertThat(contents(target)).containsAllEntriesOf(contents(from));
    }
    assertThat(cuts).isGreaterThan(8);
  }

  @Test
  void anotherRepositoryIsLeftAlone() {
    Repository.create(to, "another-id", Instant.EPOCH);
    Map<String, String> before = contents(to);
    assertThatThrownBy(() -> copy(to))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.REPOSITORY_EXISTS));
    assertThat(contents(to)).isEqualTo(before);
  }

  @Test
  void aDamagedObjectIsNotPassedOn() {
    Digests.of(repository, second, first)
        .forEach(
            object -> {
              from.delete(object);
              from.create(object, Content.of(new byte[] {1, 2, 3}));
            });
    CopyReport report = copy(to);
    assertThat(report.copied()).containsExactly(first.backup().value());
    assertThat(report.problems())
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .startsWith("backup '" + second.backup() + "' was not copied: object '"))
        .isNotEmpty();
    assertThat(to.stat(Layout.manifest(second.backup()))).isEmpty();
  }

  @Test
  void anotherManifestOfTheSameNameIsNotOverwritten() {
    copy(to);
    ObjectKey key = Layout.manifest(first.backup());
    to.delete(key);
    to.create(key, Content.of(new byte[] {'x'}));
    CopyReport report = copy(to);
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().getFirst().message())
        .contains("there is another manifest with its name in 'memory'");
    assertThat(Bytes.read(to, key)).containsExactly('x');
  }

  @Test
  void aStorageThatFailsEndsTheCopyAndTheNextCompletesIt() {
    FaultyStorage faulty = new FaultyStorage(to, Fault.failedWrite(6, Moment.BEFORE));
    assertThatThrownBy(() -> copy(faulty)).isInstanceOf(StorageException.class);
    copy(to);
    assertThat(contents(to)).containsAllEntriesOf(contents(from));
  }

  /** Objects that one backup needs and another doesn't. */
  private static final class Digests {
    private Digests() {}

    static List<ObjectKey> of(Repository repository, Manifest with, Manifest without) {
      List<ObjectKey> keys = new ArrayList<>();
      repository.objects(with).objects().forEach(o -> keys.add(Layout.object(o.digest())));
      repository.objects(without).objects().forEach(o -> keys.remove(Layout.object(o.digest())));
      return keys;
    }
  }

  private CopyReport copy(Storage target) {
    return new RepositoryCopy(repository, target, "host", Progress.silent()).run();
  }

  /** What counts: announcements don't. */
  private static Map<String, String> contents(Storage storage) {
    Map<String, String> contents = new TreeMap<>();
    storage.list(
        "",
        info -> {
          if (!info.key().value().startsWith(Layout.PENDING)) {
            contents.put(info.key().value(), Digest.of(Bytes.read(storage, info.key())).hex());
          }
        });
    return contents;
  }
}
