package dev.lifeboat.bench;

import dev.lifeboat.repository.ManyBackups;
import dev.lifeboat.repository.crypto.SigningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints how long list and prune take, and their memory, on a repository of many backups. Run it by
 * {@code bench/many}; it is no test.
 */
final class ManyBackupsBench {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Path folder;
  private final List<String> program;

  private ManyBackupsBench(Path folder, List<String> program) {
    this.folder = folder;
    this.program = program;
  }

  /** Arguments: a folder, how many backups, how many objects, and the program's words. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int backups = Integer.parseInt(arguments[1]);
    int objects = Integer.parseInt(arguments[2]);
    List<String> program = List.of(arguments).subList(3, arguments.length);
    new ManyBackupsBench(folder, program).run(backups, objects);
  }

  private void run(int backups, int objects) throws Exception {
    PrintStream out = System.out;
    call(
        List.of(
            "init",
            "--no-input",
            "--stack",
            "shop",
            "--mongo-uri",
            "mongodb://127.0.0.1:1/",
            "--database",
            "shop",
            "--repository",
            "repository"));
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            + "retention: {keep-hourly: 48, keep-daily: 30, keep-monthly: 24, keep-yearly: 5}\n");
    String head = Files.readString(folder.resolve("repository/lifeboat.json"));
    Matcher id = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(head);
    if (!id.find()) {
      throw new IOException("no id in " + head);
    }
    SigningKey signing = SigningKey.read(folder.resolve("lifeboat-signing.key"));
    new ManyBackups(folder.resolve("repository"), id.group(1), signing)
        .make(backups, objects, Instant.now());
    out.printf(Locale.ROOT, "%d backups, %d objects%n", backups, objects);
    out.println("                            seconds  processor  peak MB");
    for (List<String> words :
        List.of(
                List.of("list", "--json"),
                List.of("list", "--json"),
                List.of("list"),
                List.of("status"),
                List.of("prune", "--dry-run"),
                List.of("prune", "--dry-run", "--json"),
                List.of("prune", "--confirm", "shop"),
                List.of("list"))
            .subList(0, Integer.getInteger("bench.commands", 8))) {
      out.printf(Locale.ROOT, "%-28s%s%n", String.join(" ", words), call(words));
    }
  }

  private String call(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LIFEBOAT_STATE", folder.resolve("state").toString());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    Duration worked = Duration.ZERO;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process.pid()));
      worked = process.info().totalCpuDuration().orElse(worked);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (process.exitValue() > 0 && !words.contains("status")) {
      throw new IOException(words + ": " + Files.readString(folder.resolve("err")));
    }
    return String.format(
        Locale.ROOT, "%7.2f  %9.2f  %7.0f", seconds, worked.toMillis() / 1e3, peak / 1e3);
  }

  /** The most memory so far, in kilobytes; 0 if the process has just ended. */
  private static long peak(long pid) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", pid + "", "status")));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
