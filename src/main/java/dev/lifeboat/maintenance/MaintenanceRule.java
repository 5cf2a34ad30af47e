package dev.lifeboat.maintenance;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Judges duties, for whoever watches and warns. Pure. */
public final class MaintenanceRule {
  private MaintenanceRule() {}

  /** One verdict for each duty: OK, or WARNING from its due date on. */
  public static List<Verdict> judge(List<Duty> duties, Instant now, ZoneId zone) {
    return duties.stream()
        .map(
            duty ->
                new Verdict(
                    Metric.MAINTENANCE,
                    duty.item().id(),
                    duty.overdue() ? State.WARNING : State.OK,
                    reason(duty, zone),
                    duty.overdue() ? duty.due() : now,
                    duty.overdue()
                        ? List.of(
                            "lifeboat maintenance done %s --evidence TEXT"
                                .formatted(duty.item().id()))
                        : List.of()))
        .toList();
  }

  private static String reason(Duty duty, ZoneId zone) {
    LocalDate due = LocalDate.ofInstant(duty.due(), zone);
    return duty.overdue()
        ? "'%s' was due on %s and %s"
            .formatted(
                duty.item().title(),
                due,
                duty.last()
                    .map(done -> "was last done on " + LocalDate.ofInstant(done.at(), zone))
                    .orElse("was never done"))
        : "'%s' is due on %s".formatted(duty.item().title(), due);
  }
}
