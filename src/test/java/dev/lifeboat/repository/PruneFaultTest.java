package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.StorageException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong at any operation of a prune, also one that succeeds and says that it failed:
 * each manifest that exists restores, what was to be kept is there, and the next backup is whole.
 */
class PruneFaultTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aCrashAtAnyOperationHarmsNothing(Fault.Moment moment) {
    PruneScene scene = new PruneScene(folder, true);
    long n = 1;
    while (attempt(scene, Fault.crash(n, moment))) {
      n++;
      assertThat(n).isLessThan(200);
    }
    assertThat(n).isGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAtAnyOperationHarmsNothing(Fault.Moment moment) {
    PruneScene scene = new PruneScene(folder, true);
    long n = 1;
    while (attempt(scene, Fault.failed(n, moment))) {
      n++;
      assertThat(n).isLessThan(200);
    }
    assertThat(n).isGreaterThan(15);
  }

  /** Returns whether the fault hit. */
  private static boolean attempt(PruneScene scene, Fault fault) {
    PruneScene.Run run = scene.start();
    FaultyStorage faulty = new FaultyStorage(run.storage, fault);
    try {
      run.prune(faulty, PruneScene.GRACE);
    } catch (StorageException | SimulatedCrash e) {
      assertThat(faulty.hit()).as("%s: %s", fault, e).isTrue();
    }
    run.check(Optional.empty());
    run.check(Optional.of(run.backup(run.storage)));
    if (fault.number() % 5 == 0) {
      run.checkNothingIsLeft();
    }
    return faulty.hit();
  }
}
