package dev.lifeboat.cli;

import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code lifeboat watch}. */
@Command(
    name = "watch",
    description = {
      "Follow the operation that runs now, or show the last one.",
      "Works from any terminal of this host. Exits as that operation did."
    },
    footer = {"lifeboat watch", "lifeboat watch --json"})
final class WatchCommand implements Action {
  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final int RECENT = 20;

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    Ledger ledger = session.services().ledger(conduct);
    Optional<RunRecord> chosen = choose(ledger);
    if (chosen.isEmpty()) {
      return new NothingWatched();
    }
    RunRecord run = chosen.get();
    if (run.running()) {
      session.notice(
          "Following the %s of '%s'\n".formatted(run.started().kind(), run.started().stack()));
      run = follow(ledger, run, conduct);
    }
    return new WatchAnswer(run);
  }

  /** The newest one that runs; else the newest. */
  private static Optional<RunRecord> choose(Ledger ledger) {
    List<RunRecord> recent =
        ledger.ids().stream().limit(RECENT).flatMap(id -> ledger.read(id).stream()).toList();
    return recent.stream()
        .filter(RunRecord::running)
        .findFirst()
        .or(() -> recent.stream().findFirst());
  }

  private static RunRecord follow(Ledger ledger, RunRecord first, Conduct conduct) {
    RunRecord run = first;
    try (RunReplay replay = new RunReplay(conduct.progress())) {
      replay.catchUp(run.events());
      while (run.running()) {
        conduct.interruption().check();
        Thread.sleep(BETWEEN);
        run = ledger.read(first.id()).orElse(run);
        replay.show(run.events());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      conduct.interruption().check();
    }
    // Its last line may have been written after the last look, and before its process ended.
    return ledger.read(first.id()).orElse(run);
  }

  /** No run was recorded. */
  private record NothingWatched() implements Answer {
    @Override
    public Object document() {
      return new WatchAnswer.Document(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "none",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());
    }

    @Override
    public String text(Page page) {
      return "Nothing was run on this host yet.\n" + page.next("lifeboat backup");
    }
  }
}
