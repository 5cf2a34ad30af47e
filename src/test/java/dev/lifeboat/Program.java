package dev.lifeboat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program as a process of its own, in a folder of its own.
 *
 * @param name tells apart what processes say that run in the folder at the same time
 */
record Program(Path folder, String name) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Program(Path folder) {
    this(folder, "");
  }

  /** The same program in the same folder, to be run meanwhile. */
  Program named(String other) {
    return new Program(folder, other);
  }

  /** What a process said and how it ended. */
  record Ended(int exit, String out, String err) {
    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  /** Runs a command to its end, a minute at most. */
  Ended run(String... words) throws Exception {
    Process process = start(words);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + List.of(words));
    }
    return ended(process);
  }

  Process start(String... words) throws IOException {
    return start(command(words));
  }

  /** With these variables too. */
  Process startWith(Map<String, String> variables, String... words) throws IOException {
    ProcessBuilder builder = builder(command(words));
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** Starts a command whose standard error the caller reads while it runs. */
  Process startWatched(String... words) throws IOException {
    return builder(command(words)).redirectError(ProcessBuilder.Redirect.PIPE).start();
  }

  /**
   * Starts a command in a terminal of its own, which is lost when the returned process is killed.
   * Like a login shell, the one in between passes the hangup on; it writes the exit code down.
   */
  Process startInTerminal(String... words) throws IOException {
    List<String> quoted = command(words).stream().map(word -> "'" + word + "'").toList();
    String line =
        String.join(" ", quoted)
            + " & p=$!; trap 'kill -HUP $p' HUP;"
            + " while kill -0 $p 2>/dev/null; do wait $p; s=$?; done;"
            + (" echo $s > '" + exitFile() + "'");
    return start(List.of("script", "-qec", line, "/dev/null"));
  }

  Path exitFile() {
    return folder.resolve(name + "exit");
  }

  private static List<String> command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Xmx400m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.lifeboat.Main"));
    command.addAll(List.of(words));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return builder(command).start();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LIFEBOAT_STATE", folder.resolve("state").toString());
    builder.environment().remove("LIFEBOAT_CONFIG");
    return builder
        .redirectOutput(folder.resolve(name + "out").toFile())
        .redirectError(folder.resolve(name + "err").toFile());
  }

  Ended ended(Process process) throws IOException {
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve(name + "out"), StandardCharsets.UTF_8),
        said());
  }

  /** What was said on standard error so far. */
  String said() throws IOException {
    return Files.readString(folder.resolve(name + "err"), StandardCharsets.UTF_8);
  }
}
