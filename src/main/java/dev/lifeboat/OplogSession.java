package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.OplogServices;
import dev.lifeboat.cli.OplogStanding;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.OplogSettings;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.oplog.FollowPlan;
import dev.lifeboat.oplog.FollowStateFile;
import dev.lifeboat.oplog.OplogFollower;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.SliceEntry;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.FoundOperation;
import dev.lifeboat.source.FoundOperations;
import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.source.mongo.MongoOplogFeed;
import dev.lifeboat.source.mongo.OplogSearch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the follower of an oplog together, and says how it stands. */
record OplogSession(Function<Conduct, Wiring> wirings, String host, InstantSource clock)
    implements OplogServices {
  @Override
  public void follow(Conduct conduct, Consumer<String> told) {
    Wiring wiring = wirings.apply(conduct);
    Path folder = folder(wiring.config());
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    try (HostLock _ =
        HostLock.tryTake(folder.resolve("lock"))
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.BUSY,
                            "the oplog of '%s' is followed on this host already"
                                .formatted(wiring.config().stack()),
                            "lifeboat oplog status")
                        .exception())) {
      new OplogFollower(
              plan(wiring.config(), folder),
              wiring.repository().oplog(),
              () -> MongoOplogFeed.open(wiring.mongo()),
              clock,
              told)
          .run(conduct.interruption());
    }
  }

  private FollowPlan plan(Config config, Path folder) {
    OplogSettings settings = config.oplog();
    return new FollowPlan(
        config.stack().value(),
        host,
        settings.span(),
        settings.size().bytes(),
        settings.spool().bytes(),
        folder);
  }

  /** Where this host keeps what belongs to the follower. */
  static Path folder(Config config) {
    return config.state().resolve("oplog").resolve(config.stack().value());
  }

  @Override
  public OplogStanding status(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    return standing(wiring, wiring.repository());
  }

  @Override
  public FoundOperations search(Conduct conduct, OperationQuery query, int limit) {
    Wiring wiring = wirings.apply(conduct);
    Deque<FoundOperation> newest = new ArrayDeque<>();
    long[] total = new long[1];
    OplogSearch.run(
        wiring.repository().oplog().captured(wiring.config().stack().value()),
        query,
        found -> {
          total[0]++;
          newest.add(found);
          if (newest.size() > limit) {
            newest.remove();
          }
        });
    return new FoundOperations(List.copyOf(newest), total[0]);
  }

  OplogStanding standing(Wiring wiring, Repository repository) {
    String stack = wiring.config().stack().value();
    List<SliceEntry> all = OplogSlices.ofStack(repository.oplog().list(), stack);
    Backups backups = new Backups(repository.overview());
    return new OplogStanding(
        stack,
        repository.location(),
        clock.instant(),
        repository.oplog().captured(all).ranges().stream()
            .map(range -> OplogBases.chain(range, backups))
            .toList(),
        all.size(),
        all.stream().flatMap(entry -> entry.slice().stream()).mapToLong(OplogSlice::size).sum(),
        FollowStateFile.of(folder(wiring.config())).read(),
        all.stream().flatMap(entry -> entry.problem().stream()).toList());
  }
}
