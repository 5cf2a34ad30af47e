package dev.lifeboat.daemon;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunRecord;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.schedule.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes each attempt in a process of its own: the daemon stays small, and outlives what happens to
 * them. SIGTERM is how a command is asked to abandon cleanly what it does.
 *
 * @param program what starts Lifeboat, word by word
 * @param config the configuration file
 */
public record ChildJobs(List<String> program, Path config, Ledger ledger, InstantSource clock)
    implements JobExecutor {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** What a command that was asked to end may still take. */
  private static final Duration LAST_ACTS = Duration.ofSeconds(60);

  private static final int LONGEST_MESSAGE = 500;
  private static final int RECENT = 50;

  public ChildJobs {
    program = List.copyOf(program);
  }

  /** The command of a job, without the program. */
  static List<String> words(Job job, String stack, Path config) {
    List<String> words =
        new ArrayList<>(
            switch (job.kind()) {
              case BACKUP -> List.of("backup");
              case VOLUMES -> List.of("backup", "volumes");
              case VERIFY -> List.of("verify");
              case PRUNE -> List.of("prune", "--confirm", stack);
              case COPY -> List.of("copy");
              case MONITOR -> List.of("monitor", "--alert");
              case OPLOG -> List.of("oplog", "follow");
              case DRILL -> List.of("drill", "run");
            });
    words.addAll(job.arguments());
    words.addAll(List.of("--config", config.toString(), "--no-input", "--color", "never"));
    return words;
  }

  @Override
  public JobResult execute(JobOrder order) {
    Job job = order.job();
    Path folder = order.log().getParent();
    if (folder != null) {
      DurableFiles.createFolders(folder, FileMode.PRIVATE);
    }
    DurableFiles.create(order.log(), FileMode.PRIVATE, _ -> {});
    Command command =
        Command.of(program.getFirst())
            .with(program.subList(1, program.size()))
            .with(words(job, order.stack(), config))
            .withVariable("LIFEBOAT_JOB", job.name())
            .withLog(order.log());
    Instant begin = clock.instant();
    try (ChildProcess child = command.start()) {
      child.input().close();
      Optional<String> ended = await(child, begin.plus(job.timeout()));
      Optional<RunRecord> record = record(child.pid(), begin);
      String ledgerRun = record.map(RunRecord::id).orElse("");
      Optional<RunEvent.Ended> end = record.flatMap(RunRecord::ended);
      String backup = end.map(RunEvent.Ended::backup).orElse("");
      if (ended.isPresent()) {
        boolean late = !Thread.currentThread().isInterrupted();
        return new JobResult(
            late ? RunResult.FAILED : RunResult.INTERRUPTED,
            child.status(),
            ledgerRun,
            backup,
            ended.get());
      }
      int status = child.status().orElseThrow();
      String message =
          status == 0
              ? ""
              : status > JobResult.KILLED && end.isEmpty()
                  ? "it was killed by signal " + (status - JobResult.KILLED)
                  : why(end, order.log());
      return JobResult.exited(job.kind(), status, ledgerRun, backup, message);
    } catch (IOException e) {
      return JobResult.ended(RunResult.FAILED, "its input could not be closed: " + e.getMessage());
    }
  }

  /**
   * Waits for its end.
   *
   * @return why it was ended from outside; empty if it ended by itself
   */
  private Optional<String> await(ChildProcess child, Instant latest) {
    try {
      while (child.isAlive()) {
        if (clock.instant().isAfter(latest)) {
          end(child);
          return Optional.of("it exceeded its timeout, and was ended");
        }
        Thread.sleep(LOOK);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      end(child);
      Thread.currentThread().interrupt();
      return Optional.of("it was stopped with the daemon");
    }
  }

  private static void end(ChildProcess child) {
    child.terminate();
    boolean interrupted = Thread.interrupted();
    try {
      for (long waited = 0;
          child.isAlive() && waited < LAST_ACTS.toMillis();
          waited += LOOK.toMillis()) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    child.kill();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the command itself wrote down. */
  private Optional<RunRecord> record(long pid, Instant begin) {
    boolean interrupted = Thread.interrupted();
    try {
      return ledger.ids().stream()
          .limit(RECENT)
          .filter(id -> id.contains("-" + pid + "-"))
          .flatMap(id -> ledger.read(id).stream())
          .filter(run -> !run.started().at().isBefore(begin.minusSeconds(2)))
          .findFirst();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String why(Optional<RunEvent.Ended> end, Path log) {
    return end.map(RunEvent.Ended::message)
        .filter(message -> !message.equals("done") && !message.isBlank())
        .or(() -> said(log))
        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)))
        .orElse("it said nothing");
  }

  /** The first line of what it said last: the hints follow it. */
  private static Optional<String> said(Path log) {
    try {
      List<String> lines =
          Files.readAllLines(log).stream()
              .filter(line -> !line.isBlank() && !line.matches("(Hint|Next|Code): .*"))
              .toList();
      return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
