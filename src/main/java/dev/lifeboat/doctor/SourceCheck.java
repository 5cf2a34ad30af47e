package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has the source looked at by what knows it. */
record SourceCheck(Surroundings surroundings, Config config) implements Check {
  @Override
  public String group() {
    return "MongoDB";
  }

  @Override
  public String subject() {
    return "connection";
  }

  @Override
  public List<Observation> look() {
    return surroundings.checkup().apply(config).apply(backupTook()).observe();
  }

  /** How long the newest backup took; nothing if there is none, or none can be read. */
  private Optional<Duration> backupTook() {
    try {
      return new Backups(surroundings.repository().apply(config).backups())
          .newestGood()
          .map(SourceCheck::took);
    } catch (ProblemException e) {
      // That is for the check of the repository to tell.
      return Optional.empty();
    }
  }

  private static Duration took(Manifest manifest) {
    return Duration.between(manifest.startedAt(), manifest.finishedAt());
  }
}
