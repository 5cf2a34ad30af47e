package dev.lifeboat.oplog;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.SealedSlice;
import dev.lifeboat.repository.SliceEntry;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.OplogBrokenException;
import dev.lifeboat.source.OplogFeed;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows an oplog until it is asked to stop: goes on where the newest slice ends, or begins a new
 * chain where that can't be. It outlasts the server's and the repository's absence. For one thread.
 */
public final class OplogFollower {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_STATES = Duration.ofSeconds(1);

  private final FollowPlan plan;
  private final OplogSlices slices;
  private final Supplier<OplogFeed> feeds;
  private final InstantSource clock;
  private final Consumer<String> told;
  private final FollowStateFile file;
  private final SliceStore store;
  private final StoreLane lane;

  private String set = "";
  private @Nullable PendingSlice pending;
  private boolean chainIsNew;
  private Optional<OplogTime> chainSince = Optional.empty();
  private Optional<FollowState.Break> broken = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private Optional<Instant> quietAt = Optional.empty();
  private Instant newsSince = Instant.MIN;
  private Instant sealed = Instant.MIN;
  private Instant written = Instant.MIN;

  /**
   * A follower that doesn't run yet.
   *
   * @param feeds opens the oplog; asked again whenever a feed fails
   * @param told gets what people may want to know: facts
   */
  public OplogFollower(
      FollowPlan plan,
      OplogSlices slices,
      Supplier<OplogFeed> feeds,
      InstantSource clock,
      Consumer<String> told) {
    this.plan = plan;
    this.slices = slices;
    this.feeds = feeds;
    this.clock = clock;
    this.told = told;
    this.file = FollowStateFile.of(plan.folder());
    this.store = new SliceStore(plan, slices, new MergeWindow(FollowPlan.MOST), told);
    this.lane = new StoreLane(store, clock);
  }

  /**
   * Follows until an interruption is asked for; then what is pending is stored.
   *
   * @throws ProblemException if the oplog can't be read from the beginning, for a reason that
   *     doesn't pass; KEY_MISSING, if there is nothing to sign with
   */
  public void run(Interruption interruption) {
    Duration pause = FIRST_PAUSE;
    boolean first = true;
    try {
      while (!interruption.requested()) {
        try (OplogFeed feed = feeds.get()) {
          begin(feed);
          first = false;
          trouble = Optional.empty();
          pause = FIRST_PAUSE;
          follow(feed, interruption);
        } catch (OplogBrokenException e) {
          seal(true);
          breakChain(e);
        } catch (ProblemException e) {
          if (first && !Passing.is(e)) {
            throw e;
          }
          absent(e.problems().getFirst().message(), pause, interruption);
          pause = longer(pause);
        } catch (StorageException e) {
          absent(String.valueOf(e.getMessage()), pause, interruption);
          pause = longer(pause);
        }
        lane.requireWhole();
      }
      seal(true);
    } finally {
      lane.close();
      writeState(true);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void absent(String message, Duration pause, Interruption interruption) {
    // What came before the server was lost shall not be lost with this host.
    seal(true);
    said(message);
    rest(pause, interruption);
  }

  private void said(String message) {
    if (!trouble.equals(Optional.of(message))) {
      told.accept(message);
    }
    trouble = Optional.of(message);
    writeState(true);
  }

  private void rest(Duration pause, Interruption interruption) {
    Instant end = clock.instant().plus(pause);
    while (!interruption.requested() && clock.instant().isBefore(end)) {
      lane.tend();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Goes on, or begins: afterwards the feed is at the pending slice's last entry. */
  private void begin(OplogFeed feed) {
    String was = set;
    set = feed.set();
    if (pending != null && !set.equals(was)) {
      anotherSet(was);
    }
    if (pending == null && !chainIsNew) {
      resume();
    }
    PendingSlice present = pending;
    if (present == null) {
      OplogFeed.Start start = feed.start();
      feed.from(start.from());
      store.goOn(Optional.empty(), Optional.empty());
      pending = PendingSlice.ofChain(start);
      chainSince = Optional.of(start.usableFrom());
      chainIsNew = true;
      told.accept("a new chain begins: it needs a backup made after " + start.usableFrom());
    } else {
      feed.from(present.to());
    }
  }

  /** Finds where the one before ended: on this host, or in the repository. */
  private void resume() {
    Optional<SealedSlice> waiting = store.newestWaiting();
    Optional<SliceEntry> stored = slices.newest(set, plan.stack());
    Optional<OplogSlice> newest =
        waiting
            .map(SealedSlice::slice)
            .filter(slice -> slice.set().equals(set))
            .or(() -> stored.flatMap(SliceEntry::trusted));
    newest.ifPresent(
        slice -> {
          store.goOn(
              stored.flatMap(SliceEntry::trusted).map(OplogSlice::to),
              waiting.map(SealedSlice::sha256).or(() -> stored.map(SliceEntry::end)));
          pending = PendingSlice.after(slice.to());
          chainSince =
              file.read().filter(state -> state.set().equals(set)).flatMap(FollowState::chainSince);
          told.accept("goes on after entry " + slice.to().time());
        });
    Optional<FollowState> before = file.read();
    broken = before.flatMap(FollowState::broken);
    if (newest.isEmpty() && before.filter(state -> !state.set().equals(set)).isPresent()) {
      anotherSet(before.get().set());
    }
  }

  private void anotherSet(String was) {
    breakChain(
        new OplogBrokenException(
            OplogBrokenException.Reason.ANOTHER_SET,
            "it is another replica set now: %s, not %s".formatted(set, was)));
  }

  private void breakChain(OplogBrokenException e) {
    pending = null;
    chainIsNew = true;
    broken = Optional.of(new FollowState.Break(clock.instant(), String.valueOf(e.getMessage())));
    told.accept(e.getMessage() + "; a new chain begins, and needs a new backup");
  }

  private void follow(OplogFeed feed, Interruption interruption) {
    while (!interruption.requested()) {
      boolean came =
          feed.next(
              plan.patience(),
              (position, noop, buffer, offset, length) ->
                  add(feed, position, noop, buffer, offset, length));
      look(feed, came);
      lane.tend();
      if (lane.isBroken()) {
        return;
      }
      writeState(false);
    }
  }

  private PendingSlice present() {
    PendingSlice present = pending;
    if (present == null) {
      throw new IllegalStateException("nothing is followed");
    }
    return present;
  }

  private void add(
      OplogFeed feed, OplogPosition position, boolean noop, byte[] buffer, int offset, int length) {
    if (!noop && present().hasNews() && present().length() + length > FollowPlan.MOST) {
      seal(feed.isTransactionOpen());
    }
    boolean news = present().hasNews();
    present().add(position, noop, buffer, offset, length);
    if (!news && present().hasNews()) {
      newsSince = clock.instant();
    }
    if (present().hasNews() && present().length() >= plan.size()) {
      seal(feed.isTransactionOpen());
    }
  }

  private void look(OplogFeed feed, boolean came) {
    Instant now = clock.instant();
    PendingSlice present = present();
    boolean due =
        present.hasNews()
            ? !now.isBefore(newsSince.plus(plan.span()))
            : present.hasMoved() && !now.isBefore(sealed.plus(FollowPlan.QUIET));
    boolean begun =
        chainIsNew && chainSince.filter(since -> !present.to().time().isBefore(since)).isPresent();
    quietAt = came || present.hasNews() ? Optional.empty() : Optional.of(now);
    if (due || begun) {
      chainIsNew = false;
      submit(feed.isTransactionOpen());
    }
  }

  /** Ends the pending slice, if there is anything in it. */
  private void seal(boolean transactionOpen) {
    PendingSlice present = pending;
    if (present != null && present.hasNews()) {
      submit(transactionOpen);
    }
  }

  private void submit(boolean transactionOpen) {
    PendingSlice ended = present();
    pending = ended.next(transactionOpen);
    sealed = clock.instant();
    lane.submit(ended, set);
  }

  private void writeState(boolean now) {
    Instant at = clock.instant();
    if (set.isEmpty() || (!now && at.isBefore(written.plus(BETWEEN_STATES)))) {
      return;
    }
    written = at;
    Optional<OplogPosition> durable = store.durable();
    PendingSlice present = pending;
    Optional<Instant> durableAt = durable.map(OplogPosition::wall);
    if (present != null && !present.hasNews() && lane.isIdle() && store.waiting() == 0) {
      durableAt = quietAt.or(() -> Optional.of(present.to().wall()));
    }
    file.write(
        new FollowState(
            set,
            ProcessHandle.current().pid(),
            at,
            chainSince,
            durable.map(OplogPosition::time),
            durableAt,
            store.waiting(),
            store.waitingBytes(),
            trouble.or(store::trouble),
            broken));
  }
}
