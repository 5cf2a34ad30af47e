package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at everything, whatever is wrong with one thing or another, and within a time: what gives
 * no answer is a failure too.
 */
public final class Doctor {
  /** A person waits for it. */
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final Surroundings surroundings;
  private final Duration limit;

  public Doctor(Surroundings surroundings) {
    this(surroundings, LIMIT);
  }

  Doctor(Surroundings surroundings, Duration limit) {
    this.surroundings = surroundings;
    this.limit = limit;
  }

  /** Looks; never throws for what people can mend. */
  public DoctorReport run() {
    Instant start = surroundings.clock().instant();
    long end = System.nanoTime() + limit.toNanos();
    List<DoctorReport.Line> lines = new ArrayList<>(look(HostChecks.all(surroundings), end));
    try {
      Config config = surroundings.config().get();
      String file = "'%s', stack '%s'".formatted(config.file(), config.stack());
      lines.add(new DoctorReport.Line(FileChecks.GROUP, Observation.ok("configuration", file)));
      List<Check> checks = new ArrayList<>(FileChecks.all(config));
      checks.addAll(KeyChecks.all(config));
      checks.addAll(RepositoryChecks.all(surroundings, config));
      checks.add(new SourceCheck(surroundings, config));
      checks.add(new DockerCheck(surroundings, config));
      lines.addAll(look(checks, end));
    } catch (ProblemException e) {
      lines.add(new DoctorReport.Line(FileChecks.GROUP, Observation.of("configuration", e)));
    }
    return new DoctorReport(
        withoutEchoes(lines), Duration.between(start, surroundings.clock().instant()));
  }

  /**
   * Looks at what changes by itself, and writes nothing anywhere: fit to be asked every few
   * minutes.
   *
   * @throws ProblemException if there is no configuration that could be read
   */
  public List<Observation> glance() {
    Config config = surroundings.config().get();
    List<Check> checks = new ArrayList<>(KeyChecks.all(config));
    checks.addAll(RepositoryChecks.reading(surroundings, config));
    checks.add(new SourceCheck(surroundings, config));
    return withoutEchoes(look(checks, System.nanoTime() + limit.toNanos())).stream()
        .map(DoctorReport.Line::observation)
        .toList();
  }

  /** What a first failure makes fail too says nothing new. */
  private static List<DoctorReport.Line> withoutEchoes(List<DoctorReport.Line> lines) {
    Map<String, String> told = new HashMap<>();
    List<DoctorReport.Line> all = new ArrayList<>();
    for (DoctorReport.Line line : lines) {
      Observation seen = line.observation();
      String before =
          seen.grade() == Grade.FAIL
              ? told.getOrDefault(seen.fact(), seen.subject())
              : seen.subject();
      if (seen.grade() == Grade.FAIL) {
        told.putIfAbsent(seen.fact(), seen.subject());
      }
      all.add(
          before.equals(seen.subject())
              ? line
              : new DoctorReport.Line(
                  line.group(),
                  Observation.unknown(
                      seen.subject(), ", because of what '%s' says".formatted(before))));
    }
    return all;
  }

  /** All at once, so that one that waits for an answer keeps no other waiting. */
  private static List<DoctorReport.Line> look(List<Check> checks, long end) {
    List<DoctorReport.Line> lines = new ArrayList<>();
    // Not closed, since that would wait for those that never end; daemons don't keep the program.
    ExecutorService threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("lifeboat-doctor-", 0).factory());
    List<Future<List<Observation>>> answers =
        checks.stream().map(check -> threads.submit(check::look)).toList();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      answer(check, answers.get(i), end)
          .forEach(seen -> lines.add(new DoctorReport.Line(check.group(), seen)));
    }
    threads.shutdownNow();
    return lines;
  }

  private static List<Observation> answer(Check check, Future<List<Observation>> answer, long end) {
    try {
      return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(
          Observation.fail(
              check.subject(),
              Code.STORAGE_UNAVAILABLE,
              "no answer in time",
              "see whether the disk, share or host that it needs answers at all"));
    } catch (ExecutionException e) {
      return List.of(
          e.getCause() instanceof ProblemException problem
              ? Observation.of(check.subject(), problem)
              : Observation.fail(
                  check.subject(),
                  Code.INTERNAL,
                  "looking at it failed: " + e.getCause(),
                  "this is a defect of Lifeboat: please report it"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted").causedBy(e);
    }
  }
}
