package dev.lifeboat.compose;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.util.List;

/**
 * Services that have made way. For use by one thread at a time.
 *
 * <p>{@link #close} lets them go on if {@link #resume} didn't: whoever halts services uses a
 * try-with-resources statement. If neither gets to it, the next start of Lifeboat does.
 */
public final class Halt implements AutoCloseable {
  private final ServiceContainers engine;
  private final HaltJournal.Entry entry;
  private final Revival revival;
  private final Progress progress;
  private boolean over;

  Halt(ServiceContainers engine, HaltJournal.Entry entry, Revival revival, Progress progress) {
    this.engine = engine;
    this.entry = entry;
    this.revival = revival;
    this.progress = progress;
  }

  HaltRecord record() {
    return entry.record();
  }

  /** The names of the services that were running, in the order in which they start. */
  public List<String> services() {
    return entry.record().halted().stream().map(HaltRecord.Halted::service).distinct().toList();
  }

  /**
   * Makes sure that nobody has started one of them meanwhile, such as the engine after a restart.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code SERVICE_STARTED}
   */
  public void requireHalted() {
    for (HaltRecord.Halted each : entry.record().halted()) {
      if (engine.find(each.id()).filter(ServiceContainer::isActive).isPresent()) {
        throw Problem.of(
                Code.SERVICE_STARTED,
                "the service '%s' was started while it had to stand still for %s"
                    .formatted(each.service(), entry.record().purpose()),
                "find out who started it: another person, a script, or the engine after a restart;"
                    + " then run the command again")
            .exception();
      }
    }
  }

  /** Stops again what {@link #requireHalted} would complain of. */
  public void haltAgain() {
    for (HaltRecord.Halted each : entry.record().halted().reversed()) {
      if (engine.find(each.id()).filter(ServiceContainer::isActive).isPresent()) {
        Conductor.make(engine, entry.record().act(), each.id());
      }
    }
  }

  /**
   * Lets them go on, in order, and waits until each is well. A wish to stop doesn't keep services
   * from being started; it ends the waiting.
   *
   * @param health how long that may take
   * @return how each is, those that failed included
   * @throws dev.lifeboat.problem.ProblemException if one can't be started; then the others are, and
   *     the next start of Lifeboat tries again
   */
  public List<ServiceHealth> resume(Duration health) {
    over = true;
    try {
      return revival.run(entry, health);
    } finally {
      entry.close();
    }
  }

  /** Leaves them halted, for whoever settles what this process had to leave. */
  public void leave() {
    over = true;
    entry.close();
  }

  /** Lets them go on, without waiting for their health. Doesn't throw. */
  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    try (entry) {
      revival.start(entry);
    } catch (RuntimeException e) {
      progress.warn(
          "services that were stopped could not be started again: %s; the next command of Lifeboat"
                  .formatted(e.getMessage())
              + " tries again");
    }
  }
}
