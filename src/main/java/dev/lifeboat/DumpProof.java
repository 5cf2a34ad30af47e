package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.DumpChoice;
import dev.lifeboat.cli.Proved;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.mongo.dump.DumpSource;
import dev.lifeboat.verify.RestoreCheck;
import dev.lifeboat.verify.RestoreProof;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores dumps of other tools for a while, to see what they are worth. */
record DumpProof(InstantSource clock, Map<String, String> environment, String version) {
  Proved run(DumpChoice choice, Progress progress) {
    try (GivenDump given = GivenDump.open(choice, environment, clock)) {
      return given.using(() -> run(given, choice, progress));
    }
  }

  private Proved run(GivenDump given, DumpChoice choice, Progress progress) {
    Instant start = clock.instant();
    try (DumpSource dump = given.source().lenient();
        TemporaryRepository temporary = TemporaryRepository.create(clock)) {
      Repository repository = temporary.repository();
      Optional<DumpFacts> oplog = dump.withOplogToApply(progress);
      BackupSource source =
          oplog.isEmpty() ? dump : new ReplayedDump(dump, choice.mongod(), environment, clock);
      BackupReport report = new BackupRunner(repository, progress).run(source, request(dump));
      DumpFacts facts = oplog.orElseGet(dump::facts);
      Duration read = Duration.between(start, clock.instant());
      List<String> warnings = new ArrayList<>(report.warnings());
      Optional<RestoreProof> proof = Optional.empty();
      Optional<Problem> obstacle = Optional.empty();
      if (facts.parts().stream().anyMatch(DumpPart::whole)) {
        ThrowawayMongoDb servers = new ThrowawayMongoDb(choice.mongod(), environment, clock);
        try {
          proof =
              Optional.of(
                  new RestoreCheck(servers, clock, progress)
                      .run(repository.streams(report.manifest())));
          warnings.addAll(proof.get().warnings());
        } catch (ProblemException e) {
          // What was read is worth telling all the same.
          obstacle = Optional.of(e.problems().getFirst()).filter(DumpProof::isOfThisHost);
          if (obstacle.isEmpty()) {
            throw e;
          }
        }
      }
      return new Proved(facts, proof, obstacle, clock.instant(), read, warnings);
    }
  }

  private static boolean isOfThisHost(Problem problem) {
    return problem.code() == Code.TOOL_MISSING || problem.code() == Code.ROOM_TOO_SMALL;
  }

  private BackupRequest request(DumpSource dump) {
    return new BackupRequest(
        "prove", dump.kind(), Optional.empty(), List.of(), 0, "localhost", version);
  }
}
