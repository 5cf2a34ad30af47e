package dev.lifeboat.daemon;

import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.RunRecord;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.schedule.Job;
import java.util.Optional;
import java.util.Set;

/** A restore that runs on this host: it must not find its backups pruned, nor be backed up half. */
public record BusyLedger(Ledger ledger, String stack) implements Suspension {
  private static final Set<RunKind> RESTORING =
      Set.of(RunKind.RESTORE, RunKind.UNDO, RunKind.RECOVER);

  /** A run is in the ledger's list by the time of its start; older ones have ended. */
  private static final int RECENT = 100;

  @Override
  public Optional<String> reason(Job job) {
    if (!job.kind().givesWay()) {
      return Optional.empty();
    }
    try {
      return ledger.ids().stream()
          .filter(id -> RESTORING.stream().anyMatch(kind -> id.endsWith("-" + kind)))
          .limit(RECENT)
          .flatMap(id -> ledger.read(id).stream())
          .filter(run -> run.started().stack().equals(stack))
          .filter(RunRecord::running)
          .map(run -> "a " + run.started().kind() + " is running")
          .findFirst();
    } catch (ProblemException e) {
      // What can't be read is no reason to make no backups.
      return Optional.empty();
    }
  }
}
