package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.SteppedStorage;
import dev.lifeboat.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A prune and a backup at once, stopped before each of their operations in turn: every manifest
 * that exists afterwards restores, and what was to be kept is there.
 */
class PruneInterleavingTest {
  private static final long END = Long.MAX_VALUE;

  @TempDir Path folder;

  /** Someone who works step by step. */
  private record Actor<T>(SteppedStorage steps, Future<T> result) {
    static <T> Actor<T> start(ExecutorService threads, SteppedStorage steps, Supplier<T> work) {
      return new Actor<>(
          steps,
          threads.submit(
              () -> {
                try {
                  return work.get();
                } finally {
                  steps.end();
                }
              }));
    }

    /** What came of it; empty if it gave up because of the other one. */
    Optional<T> outcome() throws InterruptedException {
      try {
        return Optional.of(result.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ProblemException problem
            && problem.problems().getFirst().code() == Code.BUSY) {
          return Optional.empty();
        }
        // One that was given up may see that what it stored is taken away.
        if (e.getCause() instanceof StorageException storage
            && String.valueOf(storage.getMessage()).contains("has gone after it was written")) {
          return Optional.empty();
        }
        throw new AssertionError(e.getCause());
      }
    }
  }

  /** Turns of the two, in operations: the first actor's, the other's, and so on to both ends. */
  private record Both(Optional<Manifest> third, boolean backupStopped, boolean pruneStopped) {}

  private static Both run(
      PruneScene.Run run, Duration grace, boolean backupFirst, long turn, long otherTurn)
      throws InterruptedException {
    SteppedStorage ofBackup = new SteppedStorage(run.storage);
    SteppedStorage ofPrune = new SteppedStorage(run.storage);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Actor<Manifest> backup = Actor.start(threads, ofBackup, () -> run.backup(ofBackup));
      Actor<Pruned> prune = Actor.start(threads, ofPrune, () -> run.prune(ofPrune, grace));
      SteppedStorage one = backupFirst ? ofBackup : ofPrune;
      SteppedStorage other = backupFirst ? ofPrune : ofBackup;
      one.advance(turn);
      boolean oneStopped = !one.ended();
      other.advance(otherTurn);
      boolean otherStopped = !other.ended();
      one.advance(END);
      other.advance(END);
      assertThat(prune.outcome()).isPresent();
      return new Both(
          backup.outcome(),
          backupFirst ? oneStopped : otherStopped,
          backupFirst ? otherStopped : oneStopped);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverABackupStopsAPruneHarmsNothing(boolean encrypted) throws InterruptedException {
    PruneScene scene = new PruneScene(folder, encrypted);
    int stops = 0;
    for (long turn = 0; ; turn++) {
      PruneScene.Run run = scene.start();
      Both both = run(run, PruneScene.GRACE, true, turn, END);
      assertThat(both.third()).as("turn " + turn).isPresent();
      run.check(both.third());
      run.checkNothingIsLeft();
      stops++;
      if (!both.backupStopped()) {
        break;
      }
    }
    assertThat(stops).isGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverAPruneStopsABackupIsWhole(boolean encrypted) throws InterruptedException {
    PruneScene scene = new PruneScene(folder, encrypted);
    int stops = 0;
    for (long turn = 0; ; turn++) {
      PruneScene.Run run = scene.start();
      Both both = run(run, PruneScene.GRACE, false, turn, END);
      // Without encryption a backup may have to wait for the prune.
      assertThat(both.third().isPresent() || !encrypted).as("turn " + turn).isTrue();
      run.check(both.third());
      run.checkNothingIsLeft();
      stops++;
      if (!both.pruneStopped()) {
        break;
      }
    }
    assertThat(stops).isGreaterThan(20);
  }

  @Test
  void twoTurnsOfEachInEveryCombination() throws InterruptedException {
    PruneScene scene = new PruneScene(folder, true);
    for (boolean backupFirst : new boolean[] {true, false}) {
      // Every fifth, from another beginning each time: all of them take too long.
      long begin = 0;
      for (long turn = 0; ; turn++) {
        boolean oneStopped = true;
        for (long other = begin++ % 5; ; other += 5) {
          PruneScene.Run run = scene.start();
          Both both = run(run, PruneScene.GRACE, backupFirst, turn, other);
          assertThat(both.third()).as(backupFirst + " " + turn + " " + other).isPresent();
          run.check(both.third());
          oneStopped = backupFirst ? both.backupStopped() : both.pruneStopped();
          if (!(backupFirst ? both.pruneStopped() : both.backupStopped())) {
            break;
          }
        }
        if (!oneStopped) {
          break;
        }
      }
    }
  }

  /** Without grace whoever began before the prune counts as dead at once. */
  @Test
  void whereverABackupWasSuspendedItFindsOutThatItWasGivenUp() throws InterruptedException {
    PruneScene scene = new PruneScene(folder, true);
    int givenUp = 0;
    for (long turn = 0; ; turn++) {
      PruneScene.Run run = scene.start();
      Both both = run(run, Duration.ZERO, true, turn, END);
      run.check(both.third());
      givenUp += both.third().isPresent() ? 0 : 1;
      run.checkNothingIsLeft();
      if (!both.backupStopped()) {
        break;
      }
    }
    assertThat(givenUp).isGreaterThan(10);
    for (long turn = 0; ; turn += 2) {
      boolean stopped = true;
      for (long other = turn / 2 % 4; ; other += 4) {
        PruneScene.Run run = scene.start();
        Both both = run(run, Duration.ZERO, true, turn, other);
        run.check(both.third());
        stopped = both.backupStopped();
        if (!both.pruneStopped()) {
          break;
        }
      }
      if (!stopped) {
        break;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void aPruneKilledAtAnyWriteIsFinishedByTheNext(Fault.Moment moment) {
    PruneScene scene = new PruneScene(folder, true);
    for (long write = 1; ; write++) {
      PruneScene.Run run = scene.start();
      FaultyStorage faulty = new FaultyStorage(run.storage, Fault.crashAtWrite(write, moment));
      if (!crashes(() -> run.prune(faulty, PruneScene.GRACE))) {
        assertThat(write).isGreaterThan(6);
        break;
      }
      run.check(Optional.empty());
      Manifest third = run.backup(run.storage);
      run.check(Optional.of(third));
      run.checkNothingIsLeft();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void whatABackupKilledAtAnyWriteLeavesIsRemoved(Fault.Moment moment) {
    PruneScene scene = new PruneScene(folder, true);
    for (long write = 1; ; write++) {
      PruneScene.Run run = scene.start();
      FaultyStorage faulty = new FaultyStorage(run.storage, Fault.crashAtWrite(write, moment));
      if (!crashes(() -> run.backup(faulty))) {
        assertThat(write).isGreaterThan(5);
        break;
      }
      run.prune(run.storage, PruneScene.GRACE);
      run.check(Optional.empty());
      run.checkNothingIsLeft();
    }
  }

  private static boolean crashes(Runnable act) {
    try {
      act.run();
      return false;
    } catch (SimulatedCrash e) {
      return true;
    }
  }
}
