package dev.lifeboat.incident;

import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An incident with what this host did meanwhile: one story, in the order in which it happened.
 *
 * @param runs those of the stack since T0 and until the end, the oldest first
 */
public record Chronology(Incident incident, List<RunRecord> runs) {
  private static final Set<RunKind> RECOVERIES =
      EnumSet.of(RunKind.RECOVER, RunKind.RESTORE, RunKind.UNDO);

  public Chronology {
    Instant since = incident.opened().since();
    Instant end = incident.closed().map(IncidentEvent::at).orElse(Instant.MAX);
    runs =
        runs.stream()
            .filter(run -> run.started().stack().equals(incident.opened().stack()))
            .filter(run -> !run.started().at().isBefore(since) && run.started().at().isBefore(end))
            .sorted(Comparator.comparing(run -> run.started().at()))
            .toList();
  }

  /** All of it, the oldest first. */
  public List<Deed> deeds() {
    List<Deed> deeds = new ArrayList<>();
    IncidentEvent.Opened opened = incident.opened();
    deeds.add(new Deed(opened.since(), "it began (T0), noticed by " + opened.detector(), ""));
    incident.events().forEach(event -> deeds.add(new Deed(event.at(), words(event), event.by())));
    for (RunRecord run : runs) {
      String command = "lifeboat " + run.started().kind();
      deeds.add(new Deed(run.started().at(), command + " began", ""));
      run.ended().ifPresent(end -> deeds.add(new Deed(end.at(), command + " " + words(end), "")));
    }
    deeds.sort(Comparator.comparing(Deed::at));
    return deeds;
  }

  private static String words(RunEvent.Ended end) {
    return end.exit() == 0
        ? "ended well"
        : "ended with exit code %d%s"
            .formatted(end.exit(), end.message().isBlank() ? "" : ": " + end.message());
  }

  private static String words(IncidentEvent event) {
    return switch (event) {
      case IncidentEvent.Opened opened ->
          "opened as %s: %s".formatted(opened.priority(), opened.title());
      case IncidentEvent.Acknowledged _ -> "acknowledged";
      case IncidentEvent.Prioritised changed ->
          "now %s: %s".formatted(changed.priority(), changed.reason());
      case IncidentEvent.Noted noted -> noted.text();
      case IncidentEvent.Checked checked ->
          "%s: %s".formatted(checked.point().words(), checked.evidence());
      case IncidentEvent.Waived waived ->
          "waived that %s: %s".formatted(waived.point().words(), waived.reason());
      case IncidentEvent.Closed closed ->
          "closed" + closed.summary().map(summary -> ": " + summary).orElse("");
    };
  }

  /** The last recovery or restore that ended well. */
  public Optional<RunEvent.Ended> recovered() {
    return runs.stream()
        .filter(run -> RECOVERIES.contains(run.started().kind()))
        .flatMap(run -> run.ended().stream())
        .filter(end -> end.exit() == 0)
        .reduce((_, later) -> later);
  }

  /** From T0 to the end of the recovery: the RTO that was reached. */
  public Optional<Duration> recoveryTime() {
    return recovered().map(end -> Duration.between(incident.opened().since(), end.at()));
  }

  /** The last run of a kind that began after a moment and ended well. */
  public Optional<RunEvent.Ended> good(RunKind kind, Instant after) {
    return runs.stream()
        .filter(run -> run.started().kind() == kind && run.started().at().isAfter(after))
        .flatMap(run -> run.ended().stream())
        .filter(end -> end.exit() == 0)
        .reduce((_, later) -> later);
  }
}
