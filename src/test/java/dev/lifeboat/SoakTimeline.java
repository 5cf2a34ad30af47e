package dev.lifeboat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When a command was where: from one line of its progress to the next is a phase.
 *
 * @param words the command
 * @param phases in the order in which a run that nobody disturbed went through them
 */
record SoakTimeline(List<String> words, List<Phase> phases) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FIRST = "start";

  /**
   * A phase.
   *
   * @param name {@code load} while it loads, {@code after load} until the next one starts
   * @param took how long it took undisturbed
   */
  record Phase(String name, Duration took) {}

  /**
   * A process and how far it came.
   *
   * @param killed false if it ended before
   * @param phase the last one that it was seen in
   * @param said all that it said on standard error
   */
  record Cut(boolean killed, int exit, String phase, String said) {}

  /** Runs a command undisturbed. */
  static SoakTimeline of(Program program, String... words) throws Exception {
    List<Phase> phases = new ArrayList<>();
    long[] since = {System.nanoTime()};
    String[] now = {FIRST};
    Cut run =
        follow(
            program.startWatched(command(words)),
            (process, phase) -> {
              phases.add(new Phase(now[0], Duration.ofNanos(System.nanoTime() - since[0])));
              now[0] = phase;
              since[0] = System.nanoTime();
            });
    if (run.exit() != 0) {
      throw new AssertionError("undisturbed it fails: " + List.of(words) + "\n" + run.said());
    }
    phases.add(new Phase(now[0], Duration.ofNanos(System.nanoTime() - since[0])));
    return new SoakTimeline(List.of(words), List.copyOf(phases));
  }

  /** Runs the command again, and kills it in a phase, after a delay. */
  Cut cut(Program program, Phase at, Duration delay) throws Exception {
    Process process = program.startWatched(command(words.toArray(String[]::new)));
    if (at.name().equals(FIRST)) {
      kill(process, delay);
    }
    return follow(
        process,
        (running, phase) -> {
          if (phase.equals(at.name())) {
            kill(running, delay);
          }
        });
  }

  private static void kill(Process process, Duration delay) {
    long end = System.nanoTime() + delay.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(end - System.nanoTime(), 1_000_000));
    }
    // By its handle: else what it has said and nobody has read yet would be lost.
    process.toHandle().destroyForcibly();
  }

  private interface Seen {
    void phase(Process process, String name);
  }

  private static Cut follow(Process process, Seen seen) throws Exception {
    String phase = FIRST;
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.errorReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        String next = phase(line);
        if (!next.isEmpty()) {
          phase = next;
          seen.phase(process, next);
        }
      }
    } catch (IOException e) {
      said.append(e.getMessage()); // the pipe of a killed process
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it neither talks nor ends:\n" + said);
    }
    return new Cut(process.exitValue() == 137, process.exitValue(), phase, said.toString());
  }

  private static String phase(String line) {
    if (!line.startsWith("{") || !line.endsWith("}")) {
      return "";
    }
    JsonNode event = JSON.readTree(line);
    // With a backup's name in it, it would be another phase each time.
    String name = event.path("phase").asString("").replaceAll(" [0-9TZ]+-[0-9a-f]{6}$", "");
    return switch (event.path("type").asString("")) {
      case "started" -> name;
      case "finished" -> "after " + name;
      default -> "";
    };
  }

  private static String[] command(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--progress", "json"));
    return command.toArray(String[]::new);
  }
}
