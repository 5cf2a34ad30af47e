package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Operation;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each file of a small repository is damaged in turn. Verify names it and the backups that need it;
 * a restore of one of these is refused before the target hears of it.
 */
class RefusedRestoreTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Map<ObjectKey, Set<String>> users = new TreeMap<>();
  private String newest = "";

  /** What happens to a file. */
  enum Damage {
    FLIPPED(
        bytes -> {
          byte[] flipped = bytes.clone();
          flipped[bytes.length / 2] ^= 0x10;
          return flipped;
        }),
    TRUNCATED(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
    EMPTIED(bytes -> new byte[0]),
    REMOVED(bytes -> bytes);

    @SuppressWarnings("ImmutableEnumChecker") // they have no state
    private final Function<byte[], byte[]> change;

    Damage(Function<byte[], byte[]> change) {
      this.change = change;
    }
  }

  @BeforeEach
  void makeTwoBackupsThatShareAnObject() {
    Repository repository = host.create(storage);
    byte[] shared = new byte[1 << 20];
    use(Host.backup(repository, Map.of("shared", shared, "a.bson", Documents.some(1, 1, 40))));
    use(Host.backup(repository, Map.of("shared", shared, "b.bson", Documents.some(2, 1, 40))));
    assertThat(findings()).isEmpty();
    assertThat(users.values()).filteredOn(using -> using.size() == 2).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatNeedsADamagedFileIsNamedAndNotRestored(Damage damage) throws IOException {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list("", info -> keys.add(info.key()));
    assertThat(keys).hasSizeGreaterThan(users.size()).containsAll(users.keySet());
    for (ObjectKey key : keys) {
      byte[] bytes = read(key);
      storage.delete(key);
      if (damage != Damage.REMOVED) {
        storage.create(key, Content.of(damage.change.apply(bytes)));
      }
      look(key, damage);
      if (damage != Damage.REMOVED) {
        storage.delete(key);
      }
      storage.create(key, Content.of(bytes));
    }
    assertThat(findings()).isEmpty();
  }

  private void look(ObjectKey key, Damage damage) {
    String what = damage + " " + key;
    if (key.value().equals("lifeboat.json")) {
      assertThatThrownBy(() -> restoreLatest(host.open(storage)))
          .as(what)
          .isInstanceOf(ProblemException.class);
      return;
    }
    Set<String> using = users.getOrDefault(key, Set.of());
    assertFound(what, key, using);
    Repository repository = host.open(storage);
    for (BackupEntry backup : repository.backups()) {
      assertThat(reachesTheTarget(repository, backup))
          .as("%s, restore of %s", what, backup.id())
          .isEqualTo(!using.contains(backup.id().value()));
    }
    Backups backups = Backups.expectingTheNewest(repository);
    if (damage == Damage.REMOVED && key.value().endsWith(newest + ".json")) {
      assertThatThrownBy(() -> backups.select("latest"))
          .as(what)
          .isInstanceOf(ProblemException.class)
          .hasMessage("backup '" + newest + "', the newest that this host knows of, is gone");
    } else {
      assertThat(backups.select("latest").id().value()).as(what).isEqualTo(newest);
    }
  }

  private void assertFound(String what, ObjectKey key, Set<String> using) {
    List<Finding> findings = findings();
    assertThat(findings.isEmpty()).as(what).isEqualTo(using.isEmpty());
    String name =
        key.value().startsWith("objects/") ? key.value() : using.stream().findFirst().orElse("");
    for (Finding finding : findings) {
      assertThat(Set.copyOf(finding.backups())).as(what).isEqualTo(using);
      assertThat(finding.problem().message()).as(what).contains(name);
    }
  }

  /** A storage that fails half way through any of its reads, such as a disk with a bad sector. */
  @Test
  void whatCantBeReadToItsEndIsNotRestored() {
    int refused = 0;
    for (Fault.Moment moment : Fault.Moment.values()) {
      for (long n = 1; ; n++) {
        FaultyStorage faulty =
            new FaultyStorage(storage, new Fault(n, EnumSet.of(Operation.READ), moment, false));
        UntouchedTarget target = new UntouchedTarget();
        try {
          Repository repository = host.open(faulty);
          prepare(repository, new Backups(repository.backups()).select("latest"), target);
        } catch (UntouchedTarget.Touched e) {
          assertThat(faulty.hit()).as("%s of read %d", moment, n).isFalse();
          break;
        } catch (ProblemException | StorageException e) {
          assertThat(e).hasMessageContaining("a fault on purpose");
          assertThat(target.isTouched()).isFalse();
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void aRestoreOfAPartNeedsOnlyWhatThatPartNeeds() throws IOException {
    byte[] large = new byte[1_500_000];
    new Random(5).nextBytes(large);
    byte[] other = new byte[1_500_000];
    new Random(6).nextBytes(other);
    Repository repository = host.open(storage);
    Manifest manifest = Host.backup(repository, Map.of("one", large, "other", other));
    StreamName name = new StreamName("other");
    Digest object =
        repository.contents(manifest).stream(name).orElseThrow().segments().getFirst().object();
    storage.delete(ObjectKey.of(object(object.hex())));
    BackupEntry backup = new Backups(repository.backups()).select("latest");
    for (String part : List.of("one", "other")) {
      UntouchedTarget target = new UntouchedTarget(stream -> stream.path().equals(part));
      assertThatThrownBy(() -> prepare(repository, backup, target))
          .isInstanceOf(
              part.equals("one") ? UntouchedTarget.Touched.class : ProblemException.class);
      assertThat(target.isTouched()).isEqualTo(part.equals("one"));
    }
  }

  private static void restoreLatest(Repository repository) {
    prepare(
        repository, Backups.expectingTheNewest(repository).select("latest"), new UntouchedTarget());
  }

  private static boolean reachesTheTarget(Repository repository, BackupEntry backup) {
    UntouchedTarget target = new UntouchedTarget();
    try {
      prepare(repository, backup, target);
    } catch (ProblemException | UntouchedTarget.Touched e) {
      return target.isTouched();
    }
    throw new AssertionError("the target was not asked for a plan");
  }

  private static void prepare(Repository repository, BackupEntry backup, UntouchedTarget target) {
    var request =
        new RestoreRequest(
            new RestoreDestination.Staged(),
            RestoreSelection.ALL,
            false,
            false,
            false,
            Duration.ofDays(7));
    var _ =
        new RestoreRunner(repository, Host::now, Progress.silent())
            .prepare(backup, target, request);
  }

  private List<Finding> findings() {
    Repository repository = host.open(storage);
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), Level.STORED)
        .findings();
  }

  private byte[] read(ObjectKey key) throws IOException {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  private void use(Manifest manifest) {
    newest = manifest.backup().value();
    use("backups/" + newest + ".json");
    use("backups/" + newest + ".json.sig");
    use(object(manifest.list().digest().hex()));
    host.open(storage)
        .objects(manifest)
        .objects()
        .forEach(object -> use(object(object.digest().hex())));
  }

  private void use(String key) {
    users.computeIfAbsent(ObjectKey.of(key), _ -> new TreeSet<>()).add(newest);
  }

  private static String object(String digest) {
    return "objects/" + digest.substring(0, 2) + "/" + digest;
  }
}
