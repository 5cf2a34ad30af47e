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
    Map<String, Integer> shown = new HashMap<>();
    Deque<String> last = new ArrayDeque<>();
    for (String line : fresh(session, conduct, shown)) {
      last.addLast(line);
      if (last.size() > Math.max(1, most)) {
        last.removeFirst();
      }
    }
    if (!follow) {
      return new Lines(List.copyOf(last));
    }
    last.forEach(line -> session.out().write(line + "\n"));
    try {
      while (!conduct.interruption().requested()) {
        Thread.sleep(BETWEEN);
        fresh(session, conduct, shown).forEach(line -> session.out().write(line + "\n"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Lines(List.of());
  }

  /** What was not shown yet, the oldest first. */
  private List<String> fresh(Session session, Conduct conduct, Map<String, Integer> shown) {
    DaemonServices daemon = session.services().daemon();
    List<String> lines = new ArrayList<>();
    for (ExpectedRun run :
        daemon.runs(conduct, job, RUNS, Duration.ofMinutes(1)).runs().reversed()) {
      List<String> said = said(daemon.log(conduct, run));
      List<String> all = new ArrayList<>();
      said.forEach(line -> all.add(run.id() + "  " + line));
      if (run.result() != RunResult.RUNNING) {
        all.add(
            run.id()
                + "  = "
                + run.result()
                + (run.message().isEmpty() ? "" : ": " + run.message()));
      }
      int before = shown.getOrDefault(run.id(), 0);
      lines.addAll(all.subList(Math.min(before, all.size()), all.size()));
      shown.put(run.id(), all.size());
    }
    return lines;
  }

  private static List<String> said(Path log) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList().stream()
          .map(
              line ->
                  new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
          .toList();
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
