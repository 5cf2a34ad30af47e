package dev.lifeboat.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A storage whose power is cut at its n-th write. A write that has returned is durable: that is the
 * contract, and what {@code storage.local} syncs files and folders for. Of the writes that are
 * under way at that moment, by several threads, each may have reached the disk or not.
 *
 * <p>With a tail it breaks the contract, as a storage that doesn't sync would: some of the last
 * writes that had returned are lost as well, and nothing can be promised then. That shows that a
 * test which uses it would notice.
 */
public final class PowerCut implements Storage {
  private final Storage inner;
  private final long number;
  private final int tail;
  private final Random random;
  private final List<Runnable> undo = new ArrayList<>();
  private long count;
  private volatile boolean cut;

  /**
   * @param number at which write
   * @param tail of how many writes that had returned some are lost, too
   */
  public PowerCut(Storage inner, long number, int tail, long seed) {
    this.inner = inner;
    this.number = number;
    this.tail = tail;
    this.random = new Random(seed);
  }

  /** Whether the power was cut. */
  public boolean hit() {
    return cut;
  }

  private static SimulatedCrash dark() {
    return new SimulatedCrash("the power is cut");
  }

  private void requirePower() {
    if (cut) {
      throw dark();
    }
  }

  /** One at a time, since the inner storage is in memory; under way is what comes at the cut. */
  private synchronized void write(boolean before, Runnable act, Runnable inverse) {
    if (cut) {
      // If it had begun when the power went, nobody can tell how far it came.
      if (before && random.nextBoolean()) {
        act.run();
      }
      throw dark();
    }
    count++;
    if (count == number) {
      cut = true;
      if (random.nextBoolean()) {
        act.run();
      }
      undo.reversed().stream().limit(tail).filter(_ -> random.nextBoolean()).forEach(Runnable::run);
      throw dark();
    }
    act.run();
    undo.add(inverse);
  }

  @Override
  public void create(ObjectKey key, Content content) {
    boolean before = !cut;
    write(before, () -> inner.create(key, content), () -> inner.delete(key));
  }

  @Override
  public void delete(ObjectKey key) {
    boolean before = !cut;
    Optional<Content> old = inner.stat(key).map(_ -> content(key));
    write(
        before,
        () -> inner.delete(key),
        () -> old.ifPresent(content -> inner.create(key, content)));
  }

  private Content content(ObjectKey key) {
    try (InputStream in = inner.read(key, 0, Long.MAX_VALUE)) {
      return Content.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    requirePower();
    return inner.read(key, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    requirePower();
    return inner.stat(key);
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    requirePower();
    inner.list(prefix, consumer);
  }

  @Override
  public Optional<Instant> lockedUntil(ObjectKey key) {
    return inner.lockedUntil(key);
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
