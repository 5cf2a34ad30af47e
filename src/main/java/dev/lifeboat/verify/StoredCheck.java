package dev.lifeboat.verify;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the stored bytes of objects, each once however many backups need it. */
public final class StoredCheck {
  private static final int THREADS = 2;

  private final Repository repository;
  private final Progress progress;
  private final Findings findings;
  private final AtomicLong bytes = new AtomicLong();
  private long objects;

  StoredCheck(Repository repository, Progress progress, Findings findings) {
    this.repository = repository;
    this.progress = progress;
    this.findings = findings;
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
    new StoredCheck(repository, progress, findings).run(List.of(manifest), needed);
    List<Problem> problems = findings.list().stream().map(Finding::problem).toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  void run(List<Manifest> manifests) {
    run(manifests, object -> true);
  }

  private void run(List<Manifest> manifests, Predicate<StoredObject> needed) {
    Map<StoredObject, List<Manifest>> users = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      list(manifest)
          .ifPresent(
              list -> {
                list.objects().stream()
                    .filter(needed)
                    .forEach(object -> users.merge(object, List.of(manifest), StoredCheck::both));
              });
    }
    long total = users.keySet().stream().mapToLong(StoredObject::size).sum();
    objects += users.size();
    try (Progress.Phase phase = progress.start("verify stored", total, Progress.Unit.BYTES)) {
      check(users, phase);
    }
  }

  long objects() {
    return objects;
  }

  long bytes() {
    return bytes.get();
  }

  private Optional<ObjectList> list(Manifest manifest) {
    try {
      ObjectList list = repository.objects(manifest);
      objects++;
      bytes.addAndGet(manifest.list().size());
      return Optional.of(list);
    } catch (ProblemException e) {
      e.problems().forEach(problem -> findings.add(problem, manifest.backup().value()));
      return Optional.empty();
    }
  }

  private void check(Map<StoredObject, List<Manifest>> users, Progress.Phase phase) {
    Map<StoredObject, RuntimeException> failures = new ConcurrentHashMap<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("lifeboat-verify-", 0).factory())) {
      for (Map.Entry<StoredObject, List<Manifest>> entry : users.entrySet()) {
        StoredObject object = entry.getKey();
        threads.execute(
            () -> {
              try {
                repository.check(object);
                bytes.addAndGet(object.size());
                phase.advance(object.size());
              } catch (RuntimeException e) {
                failures.put(object, e);
              }
            });
      }
    }
    users.forEach(
        (object, manifests) -> {
          RuntimeException failure = failures.get(object);
          if (failure instanceof ProblemException found) {
            for (Manifest manifest : manifests) {
              found.problems().forEach(problem -> findings.add(problem, manifest.backup().value()));
            }
          } else if (failure != null) {
            throw failure;
          }
        });
  }

  private static List<Manifest> both(List<Manifest> some, List<Manifest> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
