package dev.lifeboat.cli;

import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.progress.Progress.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the progress of a run in another process, as far as it was written down. */
final class RunReplay implements AutoCloseable {
  private final Progress progress;
  private final Map<String, Shown> open = new HashMap<>();
  private int seen;

  RunReplay(Progress progress) {
    this.progress = progress;
  }

  private static final class Shown {
    private final Progress.Phase phase;
    private long done;

    Shown(Progress.Phase phase) {
      this.phase = phase;
    }

    void reach(long count) {
      phase.advance(count - done);
      done = count;
    }
  }

  /** Shows what goes on, and leaves out the phases that are over. */
  void catchUp(List<RunEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof RunEvent.PhaseStarted started
          && !ended(started.phase(), events.subList(i, events.size()))) {
        show(started);
      } else if (events.get(i) instanceof RunEvent.Advanced advanced) {
        show(advanced);
      }
    }
    seen = events.size();
  }

  private static boolean ended(String phase, List<RunEvent> later) {
    return later.stream()
        .anyMatch(e -> e instanceof RunEvent.PhaseEnded end && end.phase().equals(phase));
  }

  /** Shows what is new since the last call. */
  void show(List<RunEvent> events) {
    events.subList(seen, events.size()).forEach(this::show);
    seen = events.size();
  }

  private void show(RunEvent event) {
    switch (event) {
      case RunEvent.PhaseStarted started ->
          open.put(
              started.phase(),
              new Shown(progress.start(started.phase(), started.total(), unit(started.unit()))));
      case RunEvent.Advanced advanced -> {
        Shown shown = open.get(advanced.phase());
        if (shown != null) {
          shown.reach(advanced.done());
        }
      }
      case RunEvent.PhaseEnded ended -> {
        Shown shown = open.remove(ended.phase());
        if (shown != null) {
          shown.reach(ended.done());
          shown.phase.close();
        }
      }
      case RunEvent.Warned warned -> progress.warn(warned.message());
      case RunEvent.Started _, RunEvent.Ended _ -> {}
    }
  }

  private static Unit unit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bytes" -> Unit.BYTES;
      case "documents" -> Unit.DOCUMENTS;
      default -> Unit.ITEMS;
    };
  }

  @Override
  public void close() {
    open.values().forEach(shown -> shown.phase.close());
  }
}
