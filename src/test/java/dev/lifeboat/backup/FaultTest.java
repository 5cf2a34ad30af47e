package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to a backup, every backup that is there is whole, and the next one succeeds. */
class FaultTest {
  private static final Map<String, byte[]> BEFORE = Map.of("a.bson", Documents.some(1, 5, 100));
  private static final Map<String, byte[]> AFTER =
      Map.of("a.bson", Documents.some(1, 6, 100), "large", new byte[1 << 20], "b", new byte[100]);

  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyOperationHarmsNothing(Fault.Moment moment) {
    for (long n = 1; attempt(Fault.crash(n, moment)); n++) {
      assertThat(n).isLessThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAtAnyOperationHarmsNothing(Fault.Moment moment) {
    for (long n = 1; attempt(Fault.failed(n, moment)); n++) {
      assertThat(n).isLessThan(100);
    }
  }

  @Test
  void aFullDiskHarmsNothing() {
    int refused = 0;
    for (long room = 0; ; room += 150) {
      Host host = new Host();
      MemoryStorage inner = new MemoryStorage(Host::now);
      run(host.create(inner), BEFORE);
      try {
        run(host.open(new SmallStorage(inner, room, false)), AFTER);
        break;
      } catch (StorageException e) {
        assertThat(e.kind()).isEqualTo(StorageException.Kind.OUT_OF_SPACE);
        refused++;
      }
      check(host, inner, Optional.empty());
    }
    assertThat(refused).isGreaterThan(5);
  }

  /** Returns whether the fault hit. */
  private static boolean attempt(Fault fault) {
    Host host = new Host();
    MemoryStorage inner = new MemoryStorage(Host::now);
    run(host.create(inner), BEFORE);
    FaultyStorage faulty = new FaultyStorage(inner, fault);
    Optional<Manifest> made = Optional.empty();
    try {
      made = Optional.of(run(host.open(faulty), AFTER));
    } catch (StorageException | SimulatedCrash e) {
      assertThat(faulty.hit()).as("%s: %s", fault, e).isTrue();
    }
    check(host, inner, made);
    return faulty.hit();
  }

  private static void check(Host host, Storage storage, Optional<Manifest> made) {
    Repository repository = host.open(storage);
    List<BackupEntry> backups = repository.backups();
    assertThat(backups).hasSizeBetween(1, 2).allMatch(backup -> backup.problem().isEmpty());
    made.ifPresent(manifest -> assertThat(backups.getLast().manifest()).contains(manifest));
    assertThat(verify(repository)).isEmpty();

    Manifest next = run(repository, AFTER);
    assertThat(repository.backups()).hasSize(backups.size() + 1);
    Map<String, byte[]> read = Host.read(repository, next);
    AFTER.forEach((name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
  }

  private static Manifest run(Repository repository, Map<String, byte[]> streams) {
    try (FakeSource source = new FakeSource(streams)) {
      return new BackupRunner(repository, Progress.silent()).run(source, Host.request()).manifest();
    }
  }

  private static List<?> verify(Repository repository) {
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), Level.CONTENT)
        .findings();
  }
}
