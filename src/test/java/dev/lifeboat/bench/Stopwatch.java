package dev.lifeboat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs and measures them with GNU time.
 *
 * @param folder for logs
 * @param server mongod's process, 0 if it runs elsewhere
 */
record Stopwatch(Path folder, long server) {
  /** Ticks for each second in {@code /proc}, on every Linux. */
  private static final double TICKS = 100;

  /**
   * @throws IllegalStateException if the program fails, with the end of what it said
   */
  Cost run(Path in, List<String> command) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    Path log = folder.resolve("log");
    List<String> words =
        new ArrayList<>(List.of("time", "-o", times.toString(), "-f", "%e %U %S %M"));
    words.addAll(command);
    double before = serverSeconds();
    long start = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(words).directory(in.toFile());
    builder.environment().put("LIFEBOAT_STATE", in.resolve("state").toString());
    int status = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (status != 0) {
      String said = Files.readString(log);
      throw new IllegalStateException(
          "status %d of: %s%n%s"
              .formatted(
                  status,
                  String.join(" ", command),
                  said.substring(Math.max(0, said.length() - 2_000))));
    }
    String[] fields = Files.readString(times).strip().split(" ", -1);
    return new Cost(
        seconds,
        Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]),
        serverSeconds() - before,
        Long.parseLong(fields[3]) * 1024,
        0);
  }

  private double serverSeconds() throws IOException {
    if (server == 0) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc", String.valueOf(server), "stat"));
    // After the program's name, which may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }
}
