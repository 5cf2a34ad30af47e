package dev.lifeboat.config;

import java.time.Period;
import java.util.List;

/**
 * What has to be done again and again by people.
 *
 * @param id its name in the configuration and on the command line
 * @param title what it is, for people
 * @param every how often
 * @param owner who sees to it
 */
public record MaintenanceItem(String id, String title, Period every, String owner) {
  /** What a team without its own table does. */
  public static final List<MaintenanceItem> USUAL =
      List.of(
          new MaintenanceItem("restore-test", "Test backup restore", Period.ofMonths(3), "DevOps"),
          new MaintenanceItem("procedures", "Update DR procedures", Period.ofMonths(6), "DevOps"),
          new MaintenanceItem(
              "credentials", "Rotate backup credentials", Period.ofMonths(3), "SecOps"),
          new MaintenanceItem(
              "retention-review", "Review backup retention", Period.ofMonths(1), "DevOps"),
          new MaintenanceItem("team-drill", "DR drill with full team", Period.ofYears(1), "All"));
}
