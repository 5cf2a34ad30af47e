package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps a restore from being taken for dead while its process works on it. */
final class JournalLease implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration DEAD = Duration.ofSeconds(60);

  private final Journal journal;
  private final JournalOwner owner;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean lost = new AtomicBoolean();

  JournalLease(Journal journal, JournalOwner owner) {
    this.journal = journal;
    this.owner = owner;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("journal-lease").factory());
    var _ =
        timer.scheduleAtFixedRate(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** True if nobody works on it: its process is known to be gone, or hasn't said a word. */
  static boolean isDead(JournalHeader header, Instant serverNow) {
    return header.owner().isKnownDead() || header.lease().plus(DEAD).isBefore(serverNow);
  }

  JournalOwner owner() {
    return owner;
  }

  /** Fails if somebody else has taken the restore on meanwhile. */
  void check() {
    if (lost.get() || !journal.beat(owner)) {
      throw lost();
    }
  }

  /** Brings the restore into a state; fails if somebody else has taken it on meanwhile. */
  void put(JournalHeader header) {
    if (!journal.put(header, owner)) {
      throw lost();
    }
  }

  private RuntimeException lost() {
    return Problem.of(
            Code.RESTORE_BUSY,
            "restore '" + journal.id() + "' was taken on by another process while this one paused",
            "look at what is there now: lifeboat status")
        .exception();
  }

  private void beat() {
    try {
      if (!journal.beat(owner)) {
        lost.set(true);
      }
    } catch (MongoException e) {
      // A server that can't be reached now may be back before the lease is over; check() decides.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
