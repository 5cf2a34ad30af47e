package dev.lifeboat.source.mongo;

import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.units.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What an undo does, in words for people. */
final class UndoSteps {
  private final List<JournalEntry> entries;
  private final List<RestoreStep> steps = new ArrayList<>();

  private UndoSteps(List<JournalEntry> entries) {
    this.entries = entries;
  }

  static List<RestoreStep> of(JournalHeader header, List<JournalEntry> entries) {
    UndoSteps undo = new UndoSteps(entries);
    undo.add(
        StagedKind.COLLECTION,
        count ->
            "swap %s back; what is there now is kept for %s"
                .formatted(
                    RestoreSteps.counted(count, "collection"), Spans.print(header.keepOld())));
    undo.add(
        StagedKind.TIMESERIES,
        count ->
            "copy %s aside and fill %s as before"
                .formatted(
                    RestoreSteps.counted(count, "time-series collection"),
                    count == 1 ? "it" : "them"));
    undo.add(
        StagedKind.VIEW, count -> "put %s back".formatted(RestoreSteps.counted(count, "view")));
    undo.add(StagedKind.USERS, count -> "take back changes to users");
    undo.add(StagedKind.ROLES, count -> "take back changes to roles");
    return List.copyOf(undo.steps);
  }

  private void add(StagedKind kind, LongFunction<String> words) {
    long count = entries.stream().filter(entry -> entry.kind() == kind).count();
    if (count > 0) {
      steps.add(new RestoreStep(words.apply(count), true));
    }
  }
}
