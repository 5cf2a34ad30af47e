package dev.lifeboat.storage;

import dev.lifeboat.storage.Fault.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A storage in which one thing goes wrong. To crash after every write of an operation in turn:
 *
 * <pre>{@code
 * for (long n = 1; ; n++) {
 *   Storage inner = new MemoryStorage(clock);
 *   FaultyStorage faulty = new FaultyStorage(inner, Fault.crashAtWrite(n, Moment.AFTER));
 *   try { backup(faulty); } catch (SimulatedCrash e) { }
 *   if (!faulty.hit()) { break; }   // fewer than n writes: all were tried
 *   check(inner);                   // what the next process finds
 * }
 * }</pre>
 */
public final class FaultyStorage implements Storage {
  private final Storage inner;
  private final Fault fault;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean hit;

  public FaultyStorage(Storage inner, Fault fault) {
    this.inner = inner;
    this.fault = fault;
  }

  /** How many of the counted operations were begun. */
  public long count() {
    return count.get();
  }

  /** Whether the fault has hit. */
  public boolean hit() {
    return hit;
  }

  @Override
  public void create(ObjectKey key, Content content) {
    String what = "create '" + key + "'";
    Optional<Moment> moment = begin(Operation.CREATE, what);
    if (is(moment, Moment.DURING)) {
      createHalf(key, content);
      throw failure(what);
    }
    inner.create(key, content);
    end(moment, what);
  }

  /** The inner storage sees a content that breaks off, and must keep nothing of it. */
  private void createHalf(ObjectKey key, Content content) {
    try {
      inner.create(key, new TornContent(content, content.size() / 2));
      throw new AssertionError("half of '" + key + "' was stored as an object");
    } catch (UncheckedIOException e) {
      // as it must be
    }
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    String what = "read '" + key + "'";
    Optional<Moment> moment = begin(Operation.READ, what);
    InputStream in = inner.read(key, offset, length);
    if (moment.isEmpty()) {
      return in;
    }
    long size = inner.stat(key).map(ObjectInfo::size).orElse(0L) - offset;
    long good = Math.clamp(size, 0, length) / (is(moment, Moment.DURING) ? 2 : 1);
    return new TornStream(in, good, () -> streamFailure(what));
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    String what = "look at '" + key + "'";
    Optional<Moment> moment = begin(Operation.STAT, what);
    Optional<ObjectInfo> info = inner.stat(key);
    end(moment, what);
    return info;
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    String what = "list '" + prefix + "'";
    Optional<Moment> moment = begin(Operation.LIST, what);
    List<ObjectInfo> found = new ArrayList<>();
    inner.list(prefix, found::add);
    int passed = is(moment, Moment.DURING) ? found.size() / 2 : found.size();
    found.subList(0, passed).forEach(consumer);
    end(moment, what);
  }

  @Override
  public void delete(ObjectKey key) {
    String what = "delete '" + key + "'";
    Optional<Moment> moment = begin(Operation.DELETE, what);
    if (!is(moment, Moment.DURING)) {
      inner.delete(key);
    }
    end(moment, what);
  }

  /** When this operation shall fail, if it shall and hasn't yet. */
  private Optional<Moment> begin(Operation operation, String what) {
    if (hit && fault.crash()) {
      throw new SimulatedCrash("cannot " + what + ": crashed before");
    }
    if (!fault.counted().contains(operation) || count.incrementAndGet() != fault.number()) {
      return Optional.empty();
    }
    hit = true;
    if (fault.moment() == Moment.BEFORE) {
      throw failure(what);
    }
    return Optional.of(fault.moment());
  }

  private void end(Optional<Moment> moment, String what) {
    if (moment.isPresent()) {
      throw failure(what);
    }
  }

  private StorageException failure(String what) {
    crash(what);
    return new StorageException(
        StorageException.Kind.UNAVAILABLE, "cannot " + what + ": a fault on purpose", null);
  }

  private IOException streamFailure(String what) {
    crash(what);
    return new IOException("cannot " + what + ": a fault on purpose");
  }

  private void crash(String what) {
    if (fault.crash()) {
      throw new SimulatedCrash("cannot " + what + ": crashed on purpose");
    }
  }

  private static boolean is(Optional<Moment> moment, Moment expected) {
    return moment.isPresent() && moment.get() == expected;
  }

  @Override
  public boolean locks() {
    return inner.locks();
  }

  @Override
  public Optional<Instant> lockedUntil(ObjectKey key) {
    return inner.lockedUntil(key);
  }

  @Override
  public void extendLock(ObjectKey key) {
    inner.extendLock(key);
  }

  @Override
  public Optional<Long> freeBytes() {
    return inner.freeBytes();
  }

  @Override
  public String location() {
    return inner.location();
  }

  /** Leaves the inner storage open, for a look at what is left. */
  @Override
  public void close() {
    // the inner storage belongs to the test
  }
}
