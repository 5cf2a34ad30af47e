package dev.lifeboat.doctor;

import dev.lifeboat.problem.Observation;
import java.util.List;

/** One thing to look at. It changes nothing that stays. */
interface Check {
  /** The heading under which people look for it. */
  String group();

  /** What it looks at, for when it can't. */
  String subject();

  /** Looks. Whatever it throws becomes a failure that is told like the others. */
  List<Observation> look();
}
