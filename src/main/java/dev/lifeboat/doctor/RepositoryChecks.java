package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.ledger.Failure;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import dev.lifeboat.verify.ChainCheck;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the repository can be used, and what is in it. */
record RepositoryChecks(Surroundings surroundings, Config config) {
  private static final String GROUP = "repository";

  static List<Check> all(Surroundings surroundings, Config config) {
    RepositoryChecks checks = new RepositoryChecks(surroundings, config);
    return List.of(
        new Look(GROUP, "repository", checks::contents),
        new Look(GROUP, "storage", () -> List.of(new StorageLook(surroundings, config).clock())),
        new Look(GROUP, "room", () -> List.of(checks.room())));
  }

  /** Those that write nothing. */
  static List<Check> reading(Surroundings surroundings, Config config) {
    return List.of(
        new Look(GROUP, "repository", new RepositoryChecks(surroundings, config)::contents));
  }

  private List<Observation> contents() {
    Repository repository = surroundings.repository().apply(config);
    List<Observation> seen = new ArrayList<>();
    seen.add(
        Observation.ok(
            "repository", "'%s', id %s".formatted(repository.location(), repository.id())));
    Backups backups = new Backups(repository.backups());
    seen.add(manifests(repository, backups));
    Optional<Manifest> newest = backups.newestGood();
    seen.add(age(newest));
    newest.ifPresent(manifest -> seen.add(proof(manifest)));
    return seen;
  }

  private static Observation manifests(Repository repository, Backups backups) {
    List<Problem> wrong = new ArrayList<>();
    backups.entries().forEach(entry -> entry.problem().ifPresent(wrong::add));
    new ChainCheck(repository)
        .run(backups.entries()).stream().map(Finding::problem).forEach(wrong::add);
    if (wrong.isEmpty()) {
      int count = backups.entries().size();
      return Observation.ok(
          "manifests", "%d backup%s, signed and chained".formatted(count, count == 1 ? "" : "s"));
    }
    Problem first = wrong.getFirst();
    String more = wrong.size() == 1 ? "" : " (and %d more)".formatted(wrong.size() - 1);
    return Observation.fail(
        "manifests", first.code(), first.message() + more, "look at all: lifeboat verify all");
  }

  private Observation age(Optional<Manifest> newest) {
    if (newest.isEmpty()) {
      return Observation.warn(
          "newest backup", "there is none that can be restored", "lifeboat backup");
    }
    Instant moment = newest.get().moment();
    Duration age = Duration.between(moment, surroundings.clock().instant());
    String fact =
        "%s old (%s)"
            .formatted(Spans.print(age.isNegative() ? Duration.ZERO : age), newest.get().backup());
    return age.compareTo(objective()) > 0
        ? Observation.warn("newest backup", fact, "lifeboat backup", "and see why none was made")
        : Observation.ok("newest backup", fact);
  }

  private Duration objective() {
    return config.watching().objectives().pointOrUsual(SourceKind.DATABASE);
  }

  private Observation proof(Manifest newest) {
    Verdicts verdicts = surroundings.verdicts().apply(config);
    Failure failure = verdicts.failures().get(newest.backup().value());
    if (failure != null) {
      return Observation.fail(
          "proof",
          Code.OBJECT_CORRUPT,
          failure.words(),
          "look again, and make another: lifeboat verify all; lifeboat backup");
    }
    Optional<Proof> proof = Optional.ofNullable(verdicts.proofs().get(newest.backup().value()));
    return proof
        .filter(found -> found.level() == Level.RESTORE)
        .map(
            found ->
                Observation.ok(
                    "proof",
                    "it was restored into a throw-away server in %s"
                        .formatted(Spans.print(found.took()))))
        .orElseGet(
            () ->
                Observation.warn(
                    "proof",
                    "it was never restored for a proof on this host",
                    "lifeboat verify latest --level restore"));
  }

  private Observation room() {
    Optional<Long> free = new StorageLook(surroundings, config).freeBytes();
    if (free.isEmpty()) {
      return Observation.ok("room", "the storage doesn't tell how much is free");
    }
    long keep = config.minFree().bytes();
    String fact =
        "%s free at the repository; a backup leaves %s free"
            .formatted(ByteSize.of(free.get()), config.minFree());
    if (free.get() <= keep) {
      return Observation.fail(
          "room",
          Code.ROOM_TOO_SMALL,
          fact + ": there is none for a backup",
          "make room there, or lower 'min-free' in '" + config.file() + "'");
    }
    long full =
        new Backups(surroundings.repository().apply(config).backups())
            .newestGood()
            .map(Manifest::storedBytes)
            .orElse(0L);
    return free.get() - keep < full
        ? Observation.warn(
            "room",
            fact + "; a whole backup takes " + ByteSize.of(full),
            "make room there, or name a larger disk as 'repository'")
        : Observation.ok("room", fact);
  }
}
