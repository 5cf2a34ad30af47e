package dev.lifeboat.oplog;

import dev.lifeboat.progress.Interruption;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.mongo.MongoOplogFeed;
import dev.lifeboat.source.mongo.MongoSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A follower in a thread of its own, until it is closed. */
final class Following implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final List<String> told = new CopyOnWriteArrayList<>();
  private final Interruption interruption = new Interruption();
  private volatile Optional<Throwable> failure = Optional.empty();
  private final FollowStateFile file;
  private final Thread thread;

  Following(MongoSettings settings, OplogSlices slices, Path folder, Duration span, long spool) {
    FollowPlan plan = new FollowPlan("shop", "host", span, 16 << 20, spool, folder);
    file = FollowStateFile.of(folder);
    OplogFollower follower =
        new OplogFollower(
            plan, slices, () -> MongoOplogFeed.open(settings), InstantSource.system(), told::add);
    thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    follower.run(interruption);
                  } catch (RuntimeException | Error e) {
                    failure = Optional.of(e);
                  }
                });
  }

  Optional<FollowState> state() {
    return file.read();
  }

  /** Until an entry is in the repository, or all that was there when it was asked. */
  void awaitDurable(OplogTime entry) {
    await(state -> state.durable().filter(durable -> !durable.isBefore(entry)).isPresent());
  }

  void await(Predicate<FollowState> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (state().filter(wanted).isEmpty()) {
      if (System.nanoTime() - end > 0 || !thread.isAlive()) {
        throw new AssertionError(
            "it stands at %s and said %s; %s".formatted(state(), told, failure));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Optional<Throwable> end() {
    interruption.request();
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("it doesn't end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return failure;
  }

  @Override
  public void close() {
    var _ = end();
  }
}
