package dev.lifeboat.monitor;

import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import java.util.List;
import java.util.Optional;

/** What the doctor sees, as verdicts: it is looked at in one place only. */
final class LookRule implements Judge.Rule {
  /**
   * Which observation makes which verdict.
   *
   * @param look the observation's subject
   * @param needs which other one has to be good for it to be there; empty for none
   */
  private record Line(Metric metric, String subject, String look, Optional<String> needs) {}

  private static final String CONNECTION = "connection";

  private static final List<Line> LINES =
      List.of(
          new Line(Metric.REPOSITORY, "", "repository", Optional.empty()),
          new Line(Metric.BACKUPS, "manifests", "manifests", Optional.empty()),
          new Line(Metric.KEY, "signing", "signing key", Optional.empty()),
          new Line(Metric.DATABASE, "", CONNECTION, Optional.empty()),
          new Line(Metric.CLOCK, "database", "clock", Optional.empty()),
          new Line(Metric.OPLOG, "", "oplog", Optional.of(CONNECTION)));

  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.key()) {
      case Seen.Known<Observation>(Observation seen) -> add(Metric.KEY, "opening", seen, findings);
      case Seen.Unknown<Observation> unknown -> findings.unknown(Metric.KEY, "opening", unknown);
      case Seen.Without<Observation> _ -> {}
    }
    switch (facts.looks()) {
      case Seen.Known<List<Observation>>(List<Observation> looks) ->
          LINES.forEach(line -> judge(line, looks, findings));
      case Seen.Unknown<List<Observation>> unknown ->
          LINES.forEach(line -> findings.unknown(line.metric(), line.subject(), unknown));
      case Seen.Without<List<Observation>> _ -> {}
    }
  }

  private static void judge(Line line, List<Observation> looks, Findings findings) {
    Optional<Observation> seen = find(looks, line.look());
    if (seen.isPresent()) {
      add(line.metric(), line.subject(), seen.get(), findings);
      return;
    }
    // A standalone server has no oplog.
    boolean inapplicable =
        line.needs()
            .flatMap(needed -> find(looks, needed))
            .filter(needed -> needed.grade() == Grade.OK)
            .isPresent();
    if (!inapplicable) {
      findings.add(
          line.metric(),
          line.subject(),
          State.UNKNOWN,
          "not known: nothing answered",
          List.of("lifeboat doctor"));
    }
  }

  private static Optional<Observation> find(List<Observation> looks, String subject) {
    return looks.stream().filter(look -> look.subject().equals(subject)).findFirst();
  }

  private static void add(Metric metric, String subject, Observation seen, Findings findings) {
    State state =
        switch (seen.grade()) {
          case OK -> State.OK;
          case WARN -> seen.isUnknown() ? State.UNKNOWN : State.WARNING;
          case FAIL -> State.CRITICAL;
        };
    findings.add(
        metric, subject, state, seen.fact(), state == State.OK ? List.of() : commands(seen));
  }

  private static List<String> commands(Observation seen) {
    return seen.hints().isEmpty() ? List.of("lifeboat doctor") : seen.hints();
  }
}
