package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One server: its folder, its port, and its process while it runs. */
final class MongodNode {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int PORT_TAKEN = 48;
  private static final String READY = "Waiting for connections";

  private final Command command;
  private final Path data;
  private final Path log;
  private int port;
  private Optional<ChildProcess> process = Optional.empty();
  private long logStart;

  /** A server that isn't started; the command has all words but those of the folder and port. */
  MongodNode(Command command, Path folder) throws IOException {
    this.data = Files.createDirectory(folder.resolve("data"));
    this.log = folder.resolve("log");
    this.command = command.withLog(log).with("--dbpath", data.toString());
    this.port = Ports.free();
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  OptionalLong pid() {
    return process.filter(ChildProcess::isAlive).stream().mapToLong(ChildProcess::pid).findFirst();
  }

  /** Starts the process; it isn't ready yet. */
  void launch() {
    process.ifPresent(ChildProcess::close);
    logStart = log.toFile().length();
    process = Optional.of(command.with("--port", String.valueOf(port)).start());
  }

  /**
   * Waits until it takes connections.
   *
   * @return false when another program took the port first
   */
  boolean awaitReady() {
    var patience = new Patience(START);
    while (true) {
      var alive = pid().isPresent();
      if (log().contains(READY)) {
        return true;
      }
      if (!alive) {
        var status = process.orElseThrow().status().orElse(-1);
        if (status == PORT_TAKEN) {
          return false;
        }
        throw failed("exited with status " + status);
      }
      if (!patience.lasts()) {
        throw failed("took no connection within " + START.toSeconds() + " s");
      }
    }
  }

  void takeAnotherPort() {
    port = Ports.free();
  }

  void kill() {
    process.ifPresent(ChildProcess::close);
  }

  /** Ends it in its own time. */
  void stop() {
    process.ifPresent(
        child -> {
          child.terminate();
          child.await(START);
          child.close();
        });
  }

  private String log() {
    try (var in = Files.newInputStream(log)) {
      in.skipNBytes(logStart);
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RuntimeException failed(String fact) {
    List<String> lines = log().lines().toList();
    List<String> errors = lines.stream().filter(MongodNode::isError).toList();
    var shown = errors.isEmpty() ? lines : errors;
    return Problem.of(
            Code.PROCESS_FAILED,
            "'mongod' %s; its log ends with: %s"
                .formatted(
                    fact,
                    String.join("\n", shown.subList(Math.max(0, shown.size() - 5), shown.size()))),
            "check that '" + command + "' can run here")
        .exception();
  }

  private static boolean isError(String line) {
    return line.contains("\"s\":\"E\"") || line.contains("\"s\":\"F\"");
  }
}
