package dev.lifeboat;

import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.sandbox.MongodBinary;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.MongoSource;
import dev.lifeboat.source.mongo.MongoTarget;
import dev.lifeboat.source.mongo.dump.DumpSource;
import dev.lifeboat.source.mongo.dump.OplogReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A dump with an oplog as a source. The dump is restored into a throw-away server, the oplog is
 * applied there, and what that gives is captured: a state of one moment.
 */
record ReplayedDump(
    DumpSource dump, Optional<Path> mongod, Map<String, String> environment, InstantSource clock)
    implements BackupSource {
  private static final String ADMINISTRATOR = "__lifeboat.throwaway";
  private static final int OPLOG_MEGABYTES = 990;

  @Override
  public String kind() {
    return dump.kind();
  }

  @Override
  public long estimateBytes() {
    return dump.estimateBytes();
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    MongodBinary binary =
        mongod.map(MongodBinary::at).orElseGet(() -> MongodBinary.installed(environment));
    try (TemporaryRepository temporary = TemporaryRepository.create(clock)) {
      Repository repository = temporary.repository();
      BackupRequest request =
          new BackupRequest("dump", dump.kind(), Optional.empty(), List.of(), 0, "localhost", "");
      try (DumpSource bare = dump.withoutIndexes();
          ThrowawayMongod server =
              ThrowawayMongod.replicaSet(1)
                  .authenticatedAs(ADMINISTRATOR)
                  .oplogMegabytes(OPLOG_MEGABYTES)
                  .start(binary)) {
        var report = new BackupRunner(repository, progress).run(bare, request);
        CapturedStreams streams = repository.streams(report.manifest());
        restore(server, streams, progress);
        OplogReplay.Replayed replayed = OplogReplay.run(dump, server.uriOfMember(), progress);
        server.forgetAdministrator();
        return captured(server, streams, replayed, sink, progress);
      }
    }
  }

  private void restore(ThrowawayMongod server, CapturedStreams streams, Progress progress) {
    RestoreRequest request =
        new RestoreRequest(
            new RestoreDestination.Sandbox(),
            RestoreSelection.ALL,
            false,
            true,
            false,
            Duration.ofDays(1));
    try (RestoreTarget target =
        MongoTarget.open(MongoSettings.of(server.uri()), "throwaway", clock)) {
      RestorePlan plan = target.plan(streams, request);
      if (!plan.refusals().isEmpty()) {
        throw new ProblemException(plan.refusals());
      }
      var _ = target.restore(plan, streams, progress);
    }
  }

  private Capture captured(
      ThrowawayMongod server,
      CapturedStreams streams,
      OplogReplay.Replayed replayed,
      CaptureSink sink,
      Progress progress) {
    try (MongoSource source =
        MongoSource.open(
            MongoSettings.of(server.uriOfMember()).withExclude("config.*"),
            clock,
            Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
      Capture capture = source.capture(sink, progress);
      Map<String, Object> details = new TreeMap<>(streams.details());
      details.put("oplogApplied", replayed.operations());
      return new Capture(
          new Consistency.Imported(
              replayed.moment().orElseGet(() -> streams.consistency().moment())),
          capture.items(),
          capture.streams(),
          details,
          capture.missing(),
          capture.warnings());
    }
  }

  @Override
  public List<LiveItem> live() {
    return dump.live();
  }

  @Override
  public void close() {
    dump.close();
  }
}
