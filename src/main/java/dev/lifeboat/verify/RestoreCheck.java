package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a backup is worth by restoring all of it, users and roles too, into a server that
 * is started for that and thrown away, whatever comes of it.
 */
public final class RestoreCheck {
  // What a server stores of usual documents, indexes and its log included.
  private static final double USUAL_RATIO = 0.8;
  private static final long EMPTY_SERVER = 400L << 20;

  /** What is the server's own is never restored. */
  private static final Set<String> SERVERS_KINDS = Set.of("version");

  private final Throwaways servers;
  private final InstantSource clock;
  private final Progress progress;

  public RestoreCheck(Throwaways servers, InstantSource clock, Progress progress) {
    this.servers = servers;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Restores a backup. What is wrong with it becomes findings; stored bytes that turn out to be
   * damaged too.
   *
   * @throws ProblemException what says nothing of the backup: TOOL_MISSING without a program for
   *     the server, ROOM_TOO_SMALL, KEY_MISSING, INTERRUPTED
   */
  public RestoreProof run(CapturedStreams backup) {
    requireRoom(backup);
    List<PhaseTime> phases = new ArrayList<>();
    Instant start = clock.instant();
    try (Throwaway server = servers.start(progress)) {
      phases.add(new PhaseTime("start", Duration.between(start, clock.instant())));
      return run(backup, server, phases);
    }
  }

  /**
   * Restores a backup into a server that the caller started and closes.
   *
   * @throws ProblemException as {@link #run(CapturedStreams)} does
   */
  public RestoreProof run(CapturedStreams backup, Throwaway server) {
    return run(backup, server, new ArrayList<>());
  }

  private RestoreProof run(CapturedStreams backup, Throwaway server, List<PhaseTime> phases) {
    List<Problem> findings = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    versions(backup, server).ifPresent(warnings::add);
    List<ItemProof> items = List.of();
    Instant start = clock.instant();
    try {
      RestoreResult result = restore(backup, server, warnings);
      items = result.proof();
      phases.addAll(result.phases());
      items.forEach(item -> finding(item).ifPresent(findings::add));
      findings.addAll(missing(backup, items));
    } catch (ProblemException e) {
      if (!e.problems().stream().allMatch(RestoreCheck::isOfTheBackup)) {
        throw e;
      }
      phases.add(new PhaseTime("restore", Duration.between(start, clock.instant())));
      findings.addAll(e.problems());
    }
    return new RestoreProof(
        backup.backup(),
        server.product(),
        version(backup),
        items,
        phases,
        items.stream().flatMap(item -> item.actual().stream()).mapToLong(Fingerprint::bytes).sum(),
        findings,
        warnings);
  }

  private RestoreResult restore(CapturedStreams backup, Throwaway server, List<String> warnings) {
    RestoreRequest request =
        new RestoreRequest(
            new RestoreDestination.Sandbox(),
            RestoreSelection.ALL,
            false,
            true,
            false,
            Duration.ofDays(1));
    RestorePlan plan = server.target().plan(backup, request);
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    RestoreResult result = server.target().restore(plan, backup, progress);
    backup.items().stream()
        .filter(item -> item.note().isPresent())
        .forEach(item -> warnings.add("'%s': %s".formatted(item.name(), item.note().get())));
    return result;
  }

  /** Whether a problem of a restore tells something of the backup, and not of this host. */
  private static boolean isOfTheBackup(Problem problem) {
    return problem.code().exit() == ExitCode.VERIFICATION_FAILED
        || problem.code() == Code.MONGO_FAILED
        || problem.code() == Code.RESTORE_REFUSED;
  }

  /** What is wrong with what came back of an item, if anything is. */
  public static Optional<Problem> finding(ItemProof item) {
    return item.holds()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Code.RESTORE_PROOF_FAILED,
                "'%s' doesn't come back as it was: %s"
                    .formatted(item.name(), String.join("; ", item.differences()))));
  }

  private static List<Problem> missing(CapturedStreams backup, List<ItemProof> items) {
    Set<String> proven = new HashSet<>();
    items.forEach(item -> proven.add(item.name()));
    return backup.items().stream()
        .filter(item -> !isServers(item) && !proven.contains(item.name()))
        .map(
            item ->
                Problem.of(
                    Code.RESTORE_PROOF_FAILED,
                    "'%s' is in the backup and didn't come back".formatted(item.name())))
        .toList();
  }

  private static boolean isServers(Item item) {
    return SERVERS_KINDS.contains(item.kind()) || item.name().startsWith("config.");
  }

  private static Optional<String> version(CapturedStreams backup) {
    return Optional.ofNullable(backup.details().get("version"))
        .map(Objects::toString)
        .filter(version -> !version.isEmpty());
  }

  private static Optional<String> versions(CapturedStreams backup, Throwaway server) {
    return version(backup)
        .filter(version -> !version.equals(server.version()))
        .map(
            version ->
                "the backup is of MongoDB %s, and was restored into %s: another --mongod proves more"
                    .formatted(version, server.version()));
  }

  /**
   * Refuses a backup that would not fit.
   *
   * @throws ProblemException ROOM_TOO_SMALL
   */
  public void requireRoom(CapturedStreams backup) {
    long bytes = 0;
    for (Item item : backup.items()) {
      // A time-series is staged, and filled from there.
      int times = item.kind().equals("timeseries") ? 2 : 1;
      for (StreamName stream : item.streams()) {
        bytes += times * backup.bytes(stream);
      }
    }
    long needed = Math.round(bytes * USUAL_RATIO) + EMPTY_SERVER;
    long free = servers.room();
    if (free < needed) {
      throw Problem.of(
              Code.ROOM_TOO_SMALL,
              "a throw-away server with this backup needs about %s, and '%s' has %s"
                  .formatted(ByteSize.of(needed), servers.folder(), ByteSize.of(free)),
              "name a folder with more room: TMPDIR=/path/with/room lifeboat verify --level"
                  + " restore")
          .exception();
    }
  }
}
