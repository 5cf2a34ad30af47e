package dev.lifeboat.restore;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A target that notices whether anybody turns to it. */
final class UntouchedTarget implements RestoreTarget {
  private final Predicate<StreamName> reads;
  private boolean touched;

  /** One that reads everything. */
  UntouchedTarget() {
    this(stream -> true);
  }

  UntouchedTarget(Predicate<StreamName> reads) {
    this.reads = reads;
  }

  /** Somebody did, for the first time. */
  static final class Touched extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  boolean isTouched() {
    return touched;
  }

  private Touched touch() {
    touched = true;
    return new Touched();
  }

  @Override
  public List<String> recover(Progress progress) {
    throw touch();
  }

  @Override
  public List<Problem> halfRestored() {
    throw touch();
  }

  /** Looks at names only. */
  @Override
  public Set<StreamName> check(CapturedStreams from, RestoreRequest request) {
    return from.items().stream()
        .flatMap(item -> item.streams().stream())
        .filter(reads)
        .collect(Collectors.toSet());
  }

  @Override
  public RestorePlan plan(CapturedStreams from, RestoreRequest request) {
    throw touch();
  }

  @Override
  public RestoreResult restore(RestorePlan plan, CapturedStreams from, Progress progress) {
    throw touch();
  }

  @Override
  public Optional<UndoPlan> planUndo() {
    throw touch();
  }

  @Override
  public UndoResult undo(UndoPlan plan, Progress progress) {
    throw touch();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
