package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Opens every object that a backup needs, to know that the key here is the right one for all. */
public final class KeyTest {
  private static final int THREADS = 2;

  private final Repository repository;
  private final InstantSource clock;
  private final Progress progress;

  public KeyTest(Repository repository, InstantSource clock, Progress progress) {
    this.repository = repository;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Opens them.
   *
   * @throws ProblemException KEY_MISSING or KEY_WRONG, else everything that is missing or damaged
   */
  public KeyTestReport run(Manifest manifest) {
    Instant start = clock.instant();
    List<StoredObject> objects = repository.objects(manifest).objects();
    AtomicLong bytes = new AtomicLong();
    Map<StoredObject, RuntimeException> failures = new ConcurrentHashMap<>();
    long total = objects.stream().mapToLong(StoredObject::size).sum();
    try (Progress.Phase phase = progress.start("open objects", total, Progress.Unit.BYTES);
        ExecutorService threads =
            Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("lifeboat-open-", 0).factory())) {
      for (StoredObject object : objects) {
        threads.execute(
            () -> {
              // With a wrong key all fail for one reason, which need not be found out for each.
              if (failures.values().stream().anyMatch(KeyTest::isOfTheKey)) {
                return;
              }
              try {
                repository.unseal(manifest, object);
                bytes.addAndGet(object.size());
                phase.advance(object.size());
              } catch (RuntimeException e) {
                failures.put(object, e);
              }
            });
      }
    }
    judge(failures);
    return new KeyTestReport(
        manifest.backup().value(),
        objects.size(),
        bytes.get(),
        Duration.between(start, clock.instant()));
  }

  private static void judge(Map<StoredObject, RuntimeException> failures) {
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (RuntimeException failure : failures.values()) {
      if (!(failure instanceof ProblemException found) || isOfTheKey(failure)) {
        throw failure;
      }
      found.problems().forEach(problem -> problems.put(problem.message(), problem));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(List.copyOf(problems.values()));
    }
  }

  private static boolean isOfTheKey(RuntimeException failure) {
    return failure instanceof ProblemException found
        && (found.problems().getFirst().code() == Code.KEY_MISSING
            || found.problems().getFirst().code() == Code.KEY_WRONG
            || found.problems().getFirst().code() == Code.KEY_DAMAGED
            || found.problems().getFirst().code() == Code.PASSPHRASE_MISSING
            || found.problems().getFirst().code() == Code.PASSPHRASE_WRONG);
  }
}
