package dev.lifeboat.cli;

import dev.lifeboat.source.RestoreDestination;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a restore puts the data where it belongs. */
final class DestinationOptions {
  @Option(
      names = "--in-place",
      description =
          "Load in the place of the present data, one collection after the other: no undo, and room"
              + " for it once.")
  private boolean inPlace;

  @Option(names = "--drop", description = "With --in-place: drop what is there.")
  private boolean drop;

  @Option(
      names = "--missing-only",
      description =
          "Insert documents whose _id is gone, and touch no others; applications may go on writing.")
  private boolean missingOnly;

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  RestoreDestination destination() {
    if (drop && !inPlace) {
      throw new ParameterException(spec.commandLine(), "'--drop' goes with '--in-place'");
    }
    if (missingOnly && inPlace) {
      throw new ParameterException(
          spec.commandLine(), "'--missing-only' and '--in-place' exclude each other");
    }
    if (missingOnly) {
      return new RestoreDestination.MissingOnly();
    }
    return inPlace ? new RestoreDestination.InPlace(drop) : new RestoreDestination.Staged();
  }
}
