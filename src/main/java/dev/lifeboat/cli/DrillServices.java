package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.drill.KeptDrill;
import dev.lifeboat.drill.SignOff;
import java.util.List;
import java.util.Optional;

/** Rehearses recoveries, and keeps the evidence. */
public interface DrillServices {
  /**
   * Rehearses one, and keeps its record.
   *
   * @throws dev.lifeboat.problem.ProblemException why it was aborted; then too a record is kept
   */
  @Audited(value = "drill", copied = true)
  KeptDrill run(Conduct conduct, DrillChoice choice);

  /** All that were run, the oldest first. */
  List<KeptDrill> list(Conduct conduct);

  /**
   * One of them.
   *
   * @param drill its id, the beginning of it, or {@code latest}
   */
  KeptDrill show(Conduct conduct, String drill);

  /**
   * Says that somebody stands for a record.
   *
   * @param person who; the account that runs this, if not said
   * @throws dev.lifeboat.problem.ProblemException DRILL_REFUSED, if the reviewer is the operator
   */
  @Audited(
      value = "drill sign",
      names = {"drill", "role", "person", "note"},
      copied = true)
  SignOff sign(
      Conduct conduct, String drill, String role, Optional<String> person, Optional<String> note);
}
