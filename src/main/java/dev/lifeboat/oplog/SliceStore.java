package dev.lifeboat.oplog;

import dev.lifeboat.io.FileException;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.SealedSlice;
import dev.lifeboat.repository.SliceDraft;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.storage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts slices into the repository, in order; while it can't be reached they wait on this host. For
 * one thread, but for what tells how it stands.
 */
final class SliceStore {
  private final OplogSlices slices;
  private final Spool spool;
  private final FollowPlan plan;
  private final MergeWindow window;
  private final Consumer<String> told;
  private volatile Optional<OplogPosition> durable = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();
  private volatile int waiting;
  private volatile long waitingBytes;
  private Optional<Digest> previous = Optional.empty();

  SliceStore(FollowPlan plan, OplogSlices slices, MergeWindow window, Consumer<String> told) {
    this.plan = plan;
    this.slices = slices;
    this.spool = new Spool(plan.spoolFolder());
    this.window = window;
    this.told = told;
    count();
  }

  /** What is stored next goes on from there. */
  void goOn(Optional<OplogPosition> stored, Optional<Digest> before) {
    durable = stored;
    previous = before;
    window.clear();
  }

  /**
   * Takes a slice.
   *
   * @return false if there is no room for it now: try again when something could be stored
   */
  boolean take(PendingSlice pending, String set) {
    if (waiting > 0 && waitingBytes >= plan.spool()) {
      return false;
    }
    SliceDraft draft = pending.draft(plan.stack(), set, plan.host(), previous);
    SealedSlice sealed = slices.seal(draft);
    if (waiting == 0 && store(sealed)) {
      window.add(sealed, draft, pending.shared());
      merge();
    } else if (!keep(sealed)) {
      return false;
    }
    previous = Optional.of(sealed.sha256());
    return true;
  }

  private boolean keep(SealedSlice sealed) {
    try {
      spool.add(sealed);
      return true;
    } catch (FileException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
      spool.remove(sealed.name());
      return false;
    } finally {
      window.clear();
      count();
    }
  }

  /** Stores what waits, as far as that is possible now. */
  void drain() {
    try {
      for (String name : spool.names()) {
        Optional<SealedSlice> sealed = spool.read(name, slices);
        if (sealed.isEmpty()) {
          told.accept(
              "slice '%s' waited on this host and was damaged there: the oplog has a gap, so back up"
                      .formatted(name)
                  + " now");
        } else if (!store(sealed.get())) {
          break;
        }
        spool.remove(name);
      }
    } catch (FileException e) {
      // It waits on, and what came after it too: beyond a gap it would lead nowhere.
      trouble = Optional.of(String.valueOf(e.getMessage()));
    } finally {
      count();
    }
  }

  private boolean store(SealedSlice sealed) {
    try {
      slices.store(sealed);
      if (trouble.isPresent()) {
        told.accept("the repository can be reached again");
      }
      trouble = Optional.empty();
      durable = Optional.of(sealed.slice().to());
      return true;
    } catch (StorageException e) {
      if (trouble.isEmpty()) {
        told.accept(e.getMessage() + "; slices wait on this host");
      }
      trouble = Optional.of(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Should it fail, the small ones stay: that is all. */
  private void merge() {
    window
        .due()
        .ifPresent(
            merged -> {
              try {
                slices.store(slices.seal(merged.draft()));
                merged.replaced().forEach(slices::remove);
              } catch (StorageException e) {
                told.accept("slices were not merged: " + e.getMessage());
              }
            });
  }

  private void count() {
    List<String> names = spool.names();
    waiting = names.size();
    waitingBytes = names.isEmpty() ? 0 : spool.bytes();
  }

  /** The newest slice that waits. */
  Optional<SealedSlice> newestWaiting() {
    List<String> names = spool.names();
    return names.isEmpty() ? Optional.empty() : spool.read(names.getLast(), slices);
  }

  Optional<OplogPosition> durable() {
    return durable;
  }

  Optional<String> trouble() {
    return trouble;
  }

  int waiting() {
    return waiting;
  }

  long waitingBytes() {
    return waitingBytes;
  }
}
