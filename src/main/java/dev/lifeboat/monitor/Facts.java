package dev.lifeboat.monitor;

import dev.lifeboat.config.MonitorSettings;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.objective.Objectives;
import dev.lifeboat.problem.Observation;
import java.util.List;

/**
 * All that is judged.
 *
 * @param objectives what was promised
 * @param limits from where on something isn't good
 * @param stock the backups
 * @param documents how many documents the database has more or less than its newest good backup,
 *     summed over collections
 * @param runs the runs that should have been, those under way too
 * @param room at the repository
 * @param spread where copies are
 * @param key whether what is stored can be opened here
 * @param looks what the doctor sees at a glance
 * @param certificates those in use
 * @param anchor what keeps the volumes
 * @param daemon its last sign of life
 */
public record Facts(
    Objectives objectives,
    MonitorSettings limits,
    Seen<Stock> stock,
    Seen<Long> documents,
    Seen<List<ExpectedRun>> runs,
    Seen<Room> room,
    Seen<Spread> spread,
    Seen<Observation> key,
    Seen<List<Observation>> looks,
    Seen<List<Certificate>> certificates,
    Seen<GuardStatus> anchor,
    Seen<Beat> daemon) {
  /** What the repository alone tells. */
  public static Facts ofRepository(
      Objectives objectives, MonitorSettings limits, Stock stock, Spread spread) {
    return new Facts(
        objectives,
        limits,
        Seen.known(stock),
        Seen.without(),
        Seen.without(),
        Seen.without(),
        Seen.known(spread),
        Seen.without(),
        Seen.without(),
        Seen.without(),
        Seen.without(),
        Seen.without());
  }
}
