package dev.lifeboat.drill;

import java.util.function.Supplier;

/**
 * A rehearsal that is followed by mutants.
 *
 * @param stage the rehearsal
 * @param mutants of the backup that was restored
 */
public record MutantStage(Stage stage, Supplier<Mutants> mutants) implements Stage {
  @Override
  public void before(DrillLog log) {
    stage.before(log);
  }

  @Override
  public void rehearse(DrillLog log) {
    stage.rehearse(log);
    mutants.get().run(log);
  }
}
