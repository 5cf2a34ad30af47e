package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.source.StreamName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Reads the stored bytes of objects, each once however many backups need it. */
public final class StoredCheck {
  private static final int THREADS = 2;

  private final Repository repository;
  private final InstantSource clock;
  private final Progress progress;
  private final Findings findings;
  private final Reading reading;
  private final AtomicLong bytes = new AtomicLong();
  private final List<Coverage> coverage = new ArrayList<>();
  private long objects;
  private long needed;
  private final Map<Digest, Long> damaged = new LinkedHashMap<>();

  StoredCheck(
      Repository repository,
      InstantSource clock,
      Progress progress,
      Findings findings,
      Reading reading) {
    this.repository = repository;
    this.clock = clock;
    this.progress = progress;
    this.findings = findings;
    this.reading = reading;
  }

  /**
   * Verifies all stored bytes that one backup needs.
   *
   * @throws ProblemException what is missing or damaged
   */
  public static void require(Repository repository, Manifest manifest, Progress progress) {
    require(repository, manifest, object -> true, progress);
  }

  /**
   * Verifies the stored bytes that some streams of one backup need.
   *
   * @throws ProblemException what is missing or damaged
   */
  public static void require(
      Repository repository,
      Manifest manifest,
      Contents contents,
      Set<StreamName> streams,
      Progress progress) {
    Set<Digest> needed = new HashSet<>();
    contents.streams().stream()
        .filter(stream -> streams.contains(stream.name()))
        .flatMap(stream -> stream.segments().stream())
        .forEach(segment -> needed.add(segment.object()));
    for (StoredObject object : repository.objects(manifest).objects()) {
      if (needed.contains(object.digest())) {
        needed.addAll(object.bases());
      }
    }
    require(repository, manifest, object -> needed.contains(object.digest()), progress);
  }

  private static void require(
      Repository repository, Manifest manifest, Predicate<StoredObject> needed, Progress progress) {
    Findings findings = new Findings();
    new StoredCheck(
            repository, InstantSource.fixed(Instant.EPOCH), progress, findings, Reading.plain())
        .run(List.of(manifest), needed);
    List<Problem> problems = findings.list().stream().map(Finding::problem).toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  void run(List<Manifest> manifests) {
    run(manifests, object -> true);
  }

  private void run(List<Manifest> manifests, Predicate<StoredObject> wanted) {
    Map<StoredObject, List<Manifest>> users = new LinkedHashMap<>();
    Map<Manifest, List<Digest>> lists = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      list(manifest)
          .ifPresent(
              list -> {
                lists.put(manifest, list.objects().stream().map(StoredObject::digest).toList());
                list.objects().stream()
                    .filter(wanted)
                    .forEach(
                        object ->
                            users.computeIfAbsent(object, _ -> new ArrayList<>()).add(manifest));
              });
    }
    ObjectChecks checks = reading.checks();
    List<StoredObject> chosen =
        reading.portion().of(users.keySet(), checks::last, new Random(clock.millis()));
    needed = objects + users.size();
    objects += chosen.size();
    long total = chosen.stream().mapToLong(StoredObject::size).sum();
    try (Progress.Phase phase = progress.start("verify stored", total, Progress.Unit.BYTES)) {
      check(chosen, users, phase);
    } finally {
      // Also of a run that was stopped: the next one goes on with what this one didn't read.
      lists.forEach(
          (manifest, needs) -> coverage.add(checks.note(manifest.backup().value(), needs)));
    }
  }

  /** The sizes of objects that are missing or damaged, lists of objects among them. */
  Map<Digest, Long> damaged() {
    return Map.copyOf(damaged);
  }

  /** How many were read. */
  long objects() {
    return objects;
  }

  /** How many the backups need. */
  long needed() {
    return needed;
  }

  long bytes() {
    return bytes.get();
  }

  /** How much of each backup was read by now. */
  List<Coverage> coverage() {
    return List.copyOf(coverage);
  }

  private Optional<ObjectList> list(Manifest manifest) {
    try {
      ObjectList list = repository.objects(manifest);
      objects++;
      bytes.addAndGet(manifest.list().size());
      return Optional.of(list);
    } catch (ProblemException e) {
      e.problems().forEach(problem -> findings.add(problem, manifest.backup().value()));
      noteDamage(e, manifest.list());
      return Optional.empty();
    }
  }

  private void check(
      List<StoredObject> chosen, Map<StoredObject, List<Manifest>> users, Progress.Phase phase) {
    Map<StoredObject, Throwable> failures = new ConcurrentHashMap<>();
    Pace pace = new Pace(reading.rate());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("lifeboat-verify-", 0).factory());
    try {
      chosen.forEach(object -> threads.execute(() -> check(object, pace, phase, failures)));
      threads.shutdown();
      await(threads);
    } finally {
      threads.shutdownNow();
    }
    chosen.forEach(
        object -> {
          Throwable failure = failures.get(object);
          if (failure instanceof ProblemException found) {
            noteDamage(found, object);
            for (Manifest manifest : users.getOrDefault(object, List.of())) {
              found.problems().forEach(problem -> findings.add(problem, manifest.backup().value()));
            }
          } else if (failure instanceof RuntimeException broken) {
            throw broken;
          } else if (failure instanceof Error grave) {
            throw grave;
          }
        });
  }

  private void noteDamage(ProblemException found, StoredObject object) {
    Code code = found.problems().getFirst().code();
    if (code == Code.OBJECT_MISSING || code == Code.OBJECT_CORRUPT) {
      damaged.put(object.digest(), object.size());
    }
  }

  private void check(
      StoredObject object, Pace pace, Progress.Phase phase, Map<StoredObject, Throwable> failures) {
    try {
      pace.pass(object.size());
      repository.check(object);
      reading.checks().good(object.digest(), clock.instant());
      bytes.addAndGet(object.size());
      phase.advance(object.size());
    } catch (RuntimeException | Error e) {
      // Of an error nobody else would hear, and the object would count as read.
      reading.checks().bad(object.digest());
      failures.put(object, e);
    }
  }

  /** Ends at once when it is interrupted: a slow rate may have days to go. */
  private static void await(ExecutorService threads) {
    try {
      while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        // Large repositories take as long as they take.
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while verifying").causedBy(e);
    }
  }
}
