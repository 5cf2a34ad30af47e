package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.CopyChoice;
import dev.lifeboat.cli.StorageProblem;
import dev.lifeboat.cli.StorageServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.doctor.StorageTrial;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.CopyReport;
import dev.lifeboat.repository.ReEncryption;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.RepositoryCopy;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is done with the places where repositories live. */
record Copying(
    ConfigFiles configs, Function<Conduct, Wiring> wirings, String host, InstantSource clock)
    implements StorageServices {
  @Override
  public CopyReport copy(Conduct conduct, CopyChoice choice) {
    Wiring wiring = wirings.apply(conduct);
    RepositoryLocation place =
        choice
            .to()
            .map(given -> configs.repository(given, Path.of("")))
            .or(wiring.config()::copy)
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.USAGE,
                            "nothing says where to copy to",
                            "lifeboat copy --to PLACE",
                            "or add 'copy: PLACE' to lifeboat.yaml")
                        .exception());
    return choice.reEncrypt()
        ? copy(wiring, conduct, place, reEncryption(wiring, choice))
        : copy(wiring, conduct, place);
  }

  private CopyReport copy(Wiring wiring, Conduct conduct, RepositoryLocation place) {
    return copy(
        wiring,
        conduct,
        place,
        (repository, target, run) -> new RepositoryCopy(repository, target, host, run).run());
  }

  /** A way to copy. */
  private interface Way {
    CopyReport copy(Repository repository, Storage target, Progress progress);
  }

  private Way reEncryption(Wiring wiring, CopyChoice choice) {
    // Others shall have the data, and not what a configuration may say beside it.
    ReEncryption.Audience audience =
        new ReEncryption.Audience(
            wiring.recipients(choice.recipients()), choice.recipients().isEmpty());
    return (repository, target, run) ->
        new ReEncryption(
                repository,
                target,
                audience,
                wiring::catalogue,
                new ReEncryption.Host(host, wiring.config().minFree().bytes()),
                run)
            .run();
  }

  private CopyReport copy(Wiring wiring, Conduct conduct, RepositoryLocation place, Way way) {
    Config config = wiring.config();
    SeparatePlaces.require(config.repository(), place);
    return new Recorder(wiring.ledger(), RunKind.COPY, config.stack().value(), conduct)
        .record(
            run -> {
              Repository repository = wiring.repository();
              try (Storage target = new Storages(clock).fresh(place)) {
                return way.copy(repository, target, run);
              }
            },
            report ->
                new Recorder.Outcome(
                    report.copied().isEmpty() ? "" : report.copied().getLast(),
                    report.problems().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL,
                    report.bytes()));
  }

  /**
   * Copies what a backup just added, if the configuration says so.
   *
   * @throws ProblemException if it could not be copied: the backup is there all the same
   */
  void afterBackup(Wiring wiring, Conduct conduct, String backup) {
    Optional<RepositoryLocation> place = wiring.config().copy();
    if (place.isEmpty()) {
      return;
    }
    try {
      CopyReport report = copy(wiring, conduct, place.get());
      if (!report.problems().isEmpty()) {
        throw new ProblemException(report.problems());
      }
    } catch (ProblemException e) {
      throw notCopied(backup, place.get(), e.problems().getFirst()).causedBy(e);
    } catch (StorageException e) {
      throw notCopied(backup, place.get(), StorageProblem.of(e)).causedBy(e);
    }
  }

  static Problem notCopied(String backup, RepositoryLocation place, Problem reason) {
    return Problem.of(
        reason.code(),
        "backup '%s' was made, and could not be copied to '%s': %s"
            .formatted(backup, place, reason.message()),
        Stream.concat(reason.hints().stream(), Stream.of("lifeboat copy goes on where it stopped"))
            .toArray(String[]::new));
  }

  @Override
  public DoctorReport tryOut(Conduct conduct, Optional<String> place) {
    RepositoryLocation location =
        place
            .map(given -> configs.repository(given, Path.of("")))
            .orElseGet(() -> wirings.apply(conduct).config().repository());
    try (Storage storage = new Storages(clock).existing(location)) {
      return new StorageTrial(storage, clock, ThreadLocalRandom.current().nextInt()).run();
    }
  }
}
