package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.RunResult;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat logs}. */
@Command(
    name = "logs",
    description = {
      "Show what runs said, the newest last, and how they ended.",
      "It is what the daemon's jobs printed on this host."
    },
    footer = {"lifeboat logs", "lifeboat logs database -n 50", "lifeboat logs -f"})
final class LogsCommand implements Action {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int RUNS = 200;

  /** A run that is over has nothing more to say. */
  private static final int ALL = Integer.MAX_VALUE;

  @Parameters(paramLabel = "JOB", arity = "0..1", description = "Only those of this job.")
  private Optional<String> job = Optional.empty();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "COUNT",
      description = "How many lines; 50 if not said.")
  private int most = 50;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on showing what is said, until interrupted.")
  private boolean follow;

  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    RunLogs logs = session.services().daemon().logs(conduct);
    Map<String, Integer> shown = new HashMap<>();
    Deque<String> last = new ArrayDeque<>();
    for (String line : fresh(logs, shown)) {
      last.addLast(line);
      if (last.size() > Math.max(1, most)) {
        last.removeFirst();
      }
    }
    if (!follow) {
      return new Lines(List.copyOf(last));
    }
    last.forEach(line -> session.out().write(line + "\n"));
    CountDownLatch stop = new CountDownLatch(1);
    try (var _ = conduct.interruption().onRequest(stop::countDown)) {
      while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
        fresh(logs, shown).forEach(line -> session.out().write(line + "\n"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Lines(List.of());
  }

  /** What was not shown yet, the oldest first. */
  private List<String> fresh(RunLogs logs, Map<String, Integer> shown) {
    List<String> lines = new ArrayList<>();
    for (ExpectedRun run : logs.newest(job, RUNS).reversed()) {
      int before = shown.getOrDefault(run.id(), 0);
      if (before == ALL) {
        continue;
      }
      boolean over = run.result() != RunResult.RUNNING;
      List<String> said = said(logs.log(run), over);
      said.subList(Math.min(before, said.size()), said.size())
          .forEach(line -> lines.add(run.id() + "  " + line));
      if (over) {
        lines.add(
            run.id()
                + "  = "
                + run.result()
                + (run.message().isEmpty() ? "" : ": " + run.message()));
      }
      shown.put(run.id(), over ? ALL : said.size());
    }
    return lines;
  }

  /** What was said in whole lines; in the end also what lacks its line's end. */
  private static List<String> said(Path log, boolean over) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int length = bytes.length;
      while (!over && length > 0 && bytes[length - 1] != '\n') {
        length--;
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      // It never began, ran on another host, or is so old that its log is gone.
      return List.of();
    } catch (IOException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE, "the log '" + log + "' can't be read: " + e.getMessage())
          .causedBy(e);
    }
  }

  /** Lines of logs. */
  private record Lines(List<String> lines) implements Answer {
    @Override
    public Object document() {
      return this;
    }

    @Override
    public String text(Page page) {
      return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
  }
}
