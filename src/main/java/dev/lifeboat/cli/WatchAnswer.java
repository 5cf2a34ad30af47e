package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.RunRecord;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A run that is over. */
record WatchAnswer(RunRecord run) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param run null if nothing was run on this host yet
   * @param state {@code ended}, {@code killed} or {@code none}
   * @param exit what it exited with; null if it was killed
   */
  record Document(
      Optional<String> run,
      Optional<RunKind> kind,
      Optional<String> stack,
      Optional<Instant> startedAt,
      String state,
      Optional<Integer> exit,
      Optional<String> message,
      Optional<Duration> seconds,
      List<Event> events) {}

  /** Something that happened; only the fields that belong to it aren't null. */
  record Event(
      Instant at,
      String event,
      Optional<String> phase,
      Optional<String> unit,
      Optional<Long> total,
      Optional<Long> done,
      Optional<String> message) {
    static Event of(RunEvent event) {
      return switch (event) {
        case RunEvent.Started e -> of(e, "started", "", "", -1, -1, "");
        case RunEvent.PhaseStarted e ->
            of(e, "phaseStarted", e.phase(), e.unit(), e.total(), -1, "");
        case RunEvent.Advanced e -> of(e, "advanced", e.phase(), "", -1, e.done(), "");
        case RunEvent.PhaseEnded e -> of(e, "phaseEnded", e.phase(), "", -1, e.done(), "");
        case RunEvent.Warned e -> of(e, "warned", "", "", -1, -1, e.message());
        case RunEvent.Ended e -> of(e, "ended", "", "", -1, -1, e.message());
      };
    }

    private static Event of(
        RunEvent event,
        String name,
        String phase,
        String unit,
        long total,
        long done,
        String message) {
      return new Event(
          event.at(), name, given(phase), given(unit), given(total), given(done), given(message));
    }

    private static Optional<String> given(String text) {
      return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static Optional<Long> given(long count) {
      return Optional.of(count).filter(c -> c >= 0);
    }
  }

  @Override
  public Object document() {
    Optional<RunEvent.Ended> ended = run.ended();
    return new Document(
        Optional.of(run.id()),
        Optional.of(run.started().kind()),
        Optional.of(run.started().stack()),
        Optional.of(run.started().at()),
        ended.isPresent() ? "ended" : "killed",
        ended.map(RunEvent.Ended::exit),
        ended.map(RunEvent.Ended::message),
        ended.map(RunEvent.Ended::took),
        run.events().stream().map(Event::of).toList());
  }

  @Override
  public ExitCode exit() {
    return run.ended()
        .flatMap(
            ended ->
                Stream.of(ExitCode.values()).filter(c -> c.status() == ended.exit()).findFirst())
        .orElse(ExitCode.FAILED);
  }

  @Override
  public String text(Page page) {
    String what = "The %s of '%s' ".formatted(run.started().kind(), run.started().stack());
    Facts facts = new Facts().add("started", page.moment(run.started().at()));
    String head;
    if (run.ended().isEmpty()) {
      head =
          page.failed()
              + " "
              + what
              + "was cut off: its process is gone; the next command settles what it left";
      facts.add("last sign", page.moment(run.events().getLast().at()));
    } else {
      RunEvent.Ended ended = run.ended().get();
      boolean good = ended.exit() == 0;
      head = (good ? page.ok() : page.failed()) + " " + what + (good ? "is done" : "failed");
      if (!good) {
        facts.add("why", ended.message() + " (exit " + ended.exit() + ")");
      }
      if (!ended.backup().isEmpty()) {
        facts.add("backup", ended.backup());
      }
      facts.add("took", Spans.print(ended.took()));
    }
    phases(facts);
    return head + "\n" + facts.print(page.ink()) + page.next("lifeboat status");
  }

  private void phases(Facts facts) {
    Map<String, Instant> started = new HashMap<>();
    for (RunEvent event : run.events()) {
      switch (event) {
        case RunEvent.PhaseStarted phase -> started.put(phase.phase(), phase.at());
        case RunEvent.PhaseEnded phase ->
            facts.add(
                phase.phase(),
                Spans.print(
                    Duration.between(started.getOrDefault(phase.phase(), phase.at()), phase.at())));
        case RunEvent.Warned warned -> facts.warning("warning", warned.message());
        case RunEvent.Started _, RunEvent.Advanced _, RunEvent.Ended _ -> {}
      }
    }
  }
}
