package dev.lifeboat.drill;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges what a drill brought to light. Pure. */
final class Assessment {
  private Assessment() {}

  /** Adds what is to be found in a drill that came to its end. */
  static void findings(DrillLog log, Criteria criteria, Optional<Duration> rto) {
    if (!log.isolation().proven()) {
      critical(log, "the place of the drill was not proven to be isolated");
    }
    log.data().stream()
        .filter(proof -> !proof.holds())
        .forEach(
            proof ->
                critical(
                    log,
                    "'%s' doesn't come back as it was: %s"
                        .formatted(proof.name(), String.join("; ", proof.differences()))));
    log.probes().stream()
        .filter(probe -> !probe.passed())
        .forEach(
            probe ->
                critical(log, "probe '%s' failed: %s".formatted(probe.name(), probe.detail())));
    log.canary()
        .filter(canary -> !canary.found())
        .ifPresent(
            canary ->
                critical(
                    log,
                    "the canary in '%s' didn't come back from backup '%s'"
                        .formatted(canary.collection(), canary.backup())));
    log.mutants().stream()
        .filter(mutant -> !mutant.caught())
        .forEach(
            mutant ->
                critical(
                    log,
                    "mutant '%s' was caught by '%s', and '%s' should have caught it: %s"
                        .formatted(
                            mutant.kind(), mutant.caughtBy(), mutant.expected(), mutant.told())));
    log.cleanUp().stream()
        .filter(check -> !check.holds())
        .forEach(
            check ->
                log.found(
                    DrillFinding.Severity.MAJOR,
                    "not cleaned up: " + check.fact(),
                    List.of("the next drill tries again: lifeboat drill run")));
    rto.ifPresent(took -> late(log, criteria, took));
    log.lost().ifPresent(lost -> old(log, criteria, lost));
  }

  private static void late(DrillLog log, Criteria criteria, Duration took) {
    criteria
        .rto()
        .filter(within -> took.compareTo(within) > 0)
        .ifPresent(
            within ->
                log.found(
                    DrillFinding.Severity.MAJOR,
                    "the recovery took %s, and the objective is %s"
                        .formatted(Spans.print(took), Spans.print(within)),
                    List.of("see which phase took longest: lifeboat drill show")));
  }

  private static void old(DrillLog log, Criteria criteria, LostData lost) {
    criteria.rpos().stream()
        .filter(objective -> lost.span().compareTo(objective.within()) > 0)
        .forEach(
            objective ->
                log.found(
                    DrillFinding.Severity.MAJOR,
                    "%s of %s would have been lost, and the objective is %s"
                        .formatted(
                            Spans.print(lost.span()),
                            objective.data(),
                            Spans.print(objective.within())),
                    List.of("make backups more often: lifeboat schedule")));
  }

  private static void critical(DrillLog log, String fact) {
    log.found(DrillFinding.Severity.CRITICAL, fact, List.of());
  }

  static DrillVerdict verdict(List<DrillFinding> findings) {
    if (findings.stream()
        .anyMatch(finding -> finding.severity() == DrillFinding.Severity.CRITICAL)) {
      return DrillVerdict.FAIL;
    }
    return findings.isEmpty() ? DrillVerdict.PASS : DrillVerdict.PASS_WITH_FINDINGS;
  }
}
