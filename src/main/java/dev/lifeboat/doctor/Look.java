package dev.lifeboat.doctor;

import dev.lifeboat.problem.Observation;
import java.util.List;
import java.util.function.Supplier;

/** A check that is given as a function. */
record Look(String group, String subject, Supplier<List<Observation>> eyes) implements Check {
  @Override
  public List<Observation> look() {
    return eyes.get();
  }
}
