package dev.lifeboat.source;

import java.util.List;

/**
 * An undo that was done.
 *
 * @param restore the restore that was taken back
 * @param items the names that are again what they were before the restore
 * @param aside where the data that the restore had brought (and what was written since) is kept, in
 *     words
 * @param phases how long each phase took
 * @param signs how services that were stopped are since they were started again
 */
public record UndoResult(
    String restore,
    List<String> items,
    List<String> aside,
    List<PhaseTime> phases,
    List<LifeSign> signs) {
  /** Of an undo that stopped nothing. */
  public UndoResult(
      String restore, List<String> items, List<String> aside, List<PhaseTime> phases) {
    this(restore, items, aside, phases, List.of());
  }

  public UndoResult {
    items = List.copyOf(items);
    aside = List.copyOf(aside);
    phases = List.copyOf(phases);
    signs = List.copyOf(signs);
  }
}
