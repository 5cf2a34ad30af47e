package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.Probes;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.LifeSign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets services go on when all is in place, and looks whether the stack works. */
final class Aftermath {
  private final VolumeSettings settings;
  private final Probes probes;

  Aftermath(VolumeSettings settings, Probes probes) {
    this.settings = settings;
    this.probes = probes;
  }

  /**
   * Starts what was stopped. What is in place stays, whatever becomes of the services: a service
   * that can't be started is a bad sign, and no failure of the restore.
   */
  List<LifeSign> run(Halt halt, VolumePhases phases) {
    List<LifeSign> signs = new ArrayList<>();
    if (!halt.services().isEmpty()) {
      signs.addAll(phases.run("start services", 0, _ -> started(halt)));
    } else {
      halt.close();
    }
    if (!settings.probes().isEmpty()) {
      signs.addAll(phases.run("probes", 0, _ -> probed()));
    }
    return signs;
  }

  private List<LifeSign> started(Halt halt) {
    try {
      return halt.resume(settings.health()).stream()
          .map(
              each ->
                  new LifeSign(
                      LifeSign.Kind.SERVICE,
                      each.service(),
                      each.isGood(),
                      each.words(),
                      each.took()))
          .toList();
    } catch (ProblemException e) {
      String words = "could not be started: " + e.getMessage();
      return halt.services().stream()
          .map(each -> new LifeSign(LifeSign.Kind.SERVICE, each, false, words, Duration.ZERO))
          .toList();
    }
  }

  private List<LifeSign> probed() {
    try {
      return probes.run(settings.probes(), settings.health()).stream()
          .map(
              each ->
                  new LifeSign(
                      LifeSign.Kind.PROBE, each.name(), each.passed(), each.words(), each.took()))
          .toList();
    } catch (ProblemException e) {
      return settings.probes().stream()
          .map(
              each ->
                  new LifeSign(
                      LifeSign.Kind.PROBE,
                      each.name(),
                      false,
                      "was not asked: " + e.getMessage(),
                      Duration.ZERO))
          .toList();
    }
  }
}
