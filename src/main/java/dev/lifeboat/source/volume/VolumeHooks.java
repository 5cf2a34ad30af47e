package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.ExecResult;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs what the configuration says before and after a volume is read, in a container that has it.
 */
record VolumeHooks(Engine engine, PlannedVolume volume) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Runs the one before.
   *
   * @throws ProblemException with {@code HOOK_FAILED}: the volume isn't read then
   */
  void before() {
    if (!volume.wish().before().isEmpty()) {
      Container container =
          volume
              .host()
              .orElseThrow(
                  () ->
                      failed(
                          "before",
                          "no container that has the volume runs, so there is nowhere to run it"));
      run(container, "before", volume.wish().before());
    }
  }

  /** Runs the one after; says what went wrong, if it did. */
  Optional<String> after() {
    if (volume.wish().after().isEmpty()) {
      return Optional.empty();
    }
    try {
      Container container = volume.host().orElseThrow(() -> failed("after", "no container runs"));
      run(container, "after", volume.wish().after());
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problems().getFirst().message());
    }
  }

  private void run(Container container, String when, List<String> command) {
    ExecResult result = engine.exec(container.id(), command, new byte[0], LIMIT);
    if (result.exitCode() != 0) {
      // What it printed may hold secrets, and a warning of it would be kept with the backup.
      throw failed(
          when,
          "'%s' ended with %d in '%s'"
              .formatted(command.getFirst(), result.exitCode(), container.name()));
    }
  }

  private ProblemException failed(String when, String why) {
    return Problem.of(
            Code.HOOK_FAILED,
            "the command '%s' of volume '%s' failed: %s".formatted(when, volume.name(), why),
            "correct 'volumes.%s.%s' in lifeboat.yaml".formatted(volume.name(), when))
        .exception();
  }
}
