package dev.lifeboat.drill;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.verify.RestoreCheck;
import dev.lifeboat.verify.RestoreProof;
import dev.lifeboat.verify.StoredCheck;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Restores the database from a backup into a server made for that, proves it, asks it, and throws
 * it away.
 *
 * @param storage what the repository reads
 * @param repository the repository
 * @param choice which of its backups, chosen when the drill has begun
 * @param servers where to
 * @param production what to stay away from
 * @param canary the canary to be expected, not known to have come back yet
 */
public record DatabaseStage(
    WatchedStorage storage,
    Repository repository,
    Function<Repository, BackupEntry> choice,
    DrillServers servers,
    Production production,
    Optional<Canary> canary,
    InstantSource clock,
    Progress progress)
    implements Stage {
  @Override
  public void before(DrillLog log) {
    try {
      for (LiveItem item : production.live()) {
        log.counted(item.name(), item.documents());
      }
    } catch (ProblemException e) {
      log.deviated("production was not asked what it holds: " + e.getMessage());
    }
  }

  @Override
  public void rehearse(DrillLog log) {
    Instant start = log.at(Moment.Mark.T0).orElseThrow();
    log.mark(Moment.Mark.T1, start, "not rehearsed");
    log.mark(Moment.Mark.T2, start, "not rehearsed");
    BackupEntry entry = choice.apply(repository);
    Manifest manifest = entry.trusted();
    log.source(source(entry, manifest));
    log.mark(Moment.Mark.T3, "backup " + manifest.backup());
    CapturedStreams streams = repository.streams(manifest);
    Optional.ofNullable(streams.details().get("version"))
        .map(Object::toString)
        .ifPresent(log::server);
    RestoreCheck check = new RestoreCheck(servers, clock, progress);
    check.requireRoom(streams);
    log.spentSince(DrillPhase.FETCH, start);
    restore(log, check, new MeteredStreams(streams), manifest);
  }

  private SourceBackup source(BackupEntry entry, Manifest manifest) {
    return new SourceBackup(
        manifest.backup().value(),
        manifest.source(),
        entry.sha256().hex(),
        repository.signer(entry.id()),
        manifest.moment(),
        manifest.consistency(),
        manifest.sourceBytes(),
        manifest.storedBytes());
  }

  private void restore(
      DrillLog log, RestoreCheck check, MeteredStreams streams, Manifest manifest) {
    Instant begin = clock.instant();
    DrillServer server = servers.start(progress);
    try {
      log.place(server.words());
      Away.look(server, production).forEach(log::isolated);
      Instant started = log.spentSince(DrillPhase.START, begin);
      log.mark(Moment.Mark.T4, started, server.words());
      log.mark(Moment.Mark.T5, started, "all that is stored is compared with its digests");
      StoredCheck.require(repository, manifest, progress);
      started = log.spentSince(DrillPhase.FETCH, started);
      Duration readBefore = storage.reading();
      RestoreProof proof = check.run(streams, server);
      Instant restored = clock.instant();
      share(log, proof, streams, storage.reading().minus(readBefore), started, restored);
      proof.items().forEach(item -> log.proven(DataProof.of(item)));
      proof.warnings().forEach(log::deviated);
      unproven(proof)
          .forEach(
              problem ->
                  log.found(DrillFinding.Severity.CRITICAL, problem.message(), problem.hints()));
      log.restored(proof.bytes());
      log.mark(Moment.Mark.T8, restored, "%d items".formatted(proof.items().size()));
      probe(log, server, proof);
      log.mark(Moment.Mark.T9, log.spentSince(DrillPhase.PROBE, restored), "it answers");
      lost(log, manifest, proof);
      connections(server).forEach(log::isolated);
    } finally {
      cleanUp(log, server);
    }
  }

  /** What the proofs of the items don't say themselves. */
  private static List<Problem> unproven(RestoreProof proof) {
    return proof.findings().stream()
        .filter(
            problem ->
                proof.items().stream()
                    .noneMatch(item -> !item.holds() && problem.message().contains(item.name())))
        .toList();
  }

  /** Shares the restore's time out among its phases, so that they add up to it. */
  private void share(
      DrillLog log,
      RestoreProof proof,
      MeteredStreams streams,
      Duration reading,
      Instant from,
      Instant to) {
    Duration left = Duration.between(from, to);
    Instant loaded = from;
    for (PhaseTime phase : proof.phases()) {
      Duration took = phase.took().compareTo(left) > 0 ? left : phase.took();
      left = left.minus(took);
      switch (phase.name()) {
        case "load" -> {
          double waiting = streams.waiting();
          Duration waited = part(took, waiting);
          // Several threads read; it can't have been longer than they were waited for.
          Duration fetched = reading.compareTo(waited) > 0 ? part(waited, 0.5) : reading;
          log.spent(DrillPhase.FETCH, fetched);
          log.spent(DrillPhase.DECODE, waited.minus(fetched));
          log.spent(DrillPhase.LOAD, took.minus(waited));
          loaded = loaded.plus(took);
        }
        case "index" -> log.spent(DrillPhase.INDEX, took);
        case "prove", "index and prove" -> log.spent(DrillPhase.PROVE, took);
        default -> {
          log.spent(DrillPhase.LOAD, took);
          loaded = loaded.plus(took);
        }
      }
    }
    log.spent(DrillPhase.LOAD, left);
    log.mark(Moment.Mark.T6, loaded, "");
  }

  private static Duration part(Duration whole, double share) {
    return Duration.ofNanos(Math.round(whole.toNanos() * share));
  }

  private void probe(DrillLog log, DrillServer server, RestoreProof proof) {
    Instant start = clock.instant();
    Map<String, Long> held = new HashMap<>();
    server.live().forEach(item -> held.put(item.name(), item.documents()));
    long wrong =
        proof.items().stream()
            .filter(item -> item.kind().equals("collection"))
            .filter(
                item ->
                    item.actual()
                        .filter(read -> read.documents() != held.getOrDefault(item.name(), 0L))
                        .isPresent())
            .count();
    log.probed(
        new Probe(
            "the server counts what was restored",
            wrong == 0,
            wrong == 0
                ? "%d collections and views, each with its documents".formatted(held.size())
                : "%d collections have another count".formatted(wrong),
            Duration.between(start, clock.instant())));
    canary.ifPresent(
        bird ->
            log.canary(
                new Canary(
                    bird.collection(),
                    bird.token(),
                    bird.plantedAt(),
                    bird.backup(),
                    server.has(bird.collection(), bird.token()))));
  }

  private static void lost(DrillLog log, Manifest manifest, RestoreProof proof) {
    Map<String, Long> live = log.counts();
    Instant start = log.at(Moment.Mark.T0).orElseThrow();
    Duration span = Duration.between(manifest.moment(), start);
    List<LostData.CollectionLoss> collections =
        live.isEmpty()
            ? List.of()
            : proof.items().stream()
                .filter(item -> item.kind().equals("collection"))
                .map(item -> loss(item, live))
                .toList();
    log.lost(
        new LostData(
            span.isNegative() ? Duration.ZERO : span,
            collections,
            collections.isEmpty() ? Optional.of("production was not counted") : Optional.empty()));
  }

  private static LostData.CollectionLoss loss(ItemProof item, Map<String, Long> live) {
    return new LostData.CollectionLoss(
        item.name(),
        live.getOrDefault(item.name(), 0L),
        item.actual().map(Fingerprint::documents).orElse(0L));
  }

  private List<Check> connections(DrillServer server) {
    return new Strangers(production.addresses(), server, storage).look();
  }

  private static void cleanUp(DrillLog log, DrillServer server) {
    var process = server.process();
    server.close();
    process.ifPresent(
        id ->
            log.cleaned(
                new Check(
                    "the server's process %d is gone".formatted(id),
                    ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty())));
    log.cleaned(
        new Check(
            "the server's data in '%s' is gone".formatted(server.folder()),
            Files.notExists(server.folder())));
    log.mark(Moment.Mark.T10, "nothing of it is left");
  }
}
