package dev.lifeboat.storage;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A storage whose user stops before an operation until a test lets it go on: to run two users of
 * one storage in every order.
 */
public final class SteppedStorage implements Storage {
  private static final long LONGEST_SECONDS = 60;

  private final Storage inner;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long allowed;
  private long done;
  private int waiting;
  private boolean ended;

  public SteppedStorage(Storage inner) {
    this.inner = inner;
  }

  /** Lets so many operations more happen, and waits until its user wants another one or ended. */
  public void advance(long operations) {
    lock.lock();
    try {
      allowed = operations == Long.MAX_VALUE ? operations : done + operations;
      changed.signalAll();
      awaitUntil(() -> (waiting > 0 && done >= allowed) || ended);
    } finally {
      lock.unlock();
    }
  }

  /** Its user does nothing more. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether its user is at its end. */
  public boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void step() {
    lock.lock();
    try {
      if (done >= allowed) {
        waiting++;
        changed.signalAll();
        awaitUntil(() -> done < allowed);
        waiting--;
      }
      done++;
    } finally {
      lock.unlock();
    }
  }

  private void awaitUntil(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        if (!changed.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing happened for " + LONGEST_SECONDS + " s");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted between two steps", e);
    }
  }

  @Override
  public void create(ObjectKey key, Content content) {
    step();
    inner.create(key, content);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    step();
    return inner.read(key, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    step();
    return inner.stat(key);
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    step();
    inner.list(prefix, consumer);
  }

  @Override
  public void delete(ObjectKey key) {
    step();
    inner.delete(key);
  }

  @Override
  public Optional<Long> freeBytes() {
    return inner.freeBytes();
  }

  @Override
  public String location() {
    return inner.location();
  }

  @Override
  public void close() {
    // the inner storage belongs to the test
  }
}
