package dev.lifeboat.sandbox;

import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shell that outlives this JVM when the JVM is killed. It then ends the servers and removes their
 * folder: it reads what to end from a pipe, and the pipe ends with the JVM.
 */
final class Watcher implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while read -r line; do
        [ "$line" = done ] && exit 0
        pids=$line
      done
      [ -n "$pids" ] && kill -9 $pids 2>/dev/null
      rm -rf "$1" || { sleep 1; rm -rf "$1"; }
      """;

  private final ChildProcess shell;

  Watcher(Path folder) {
    this.shell = Command.of("/bin/sh", "-c", SCRIPT, "lifeboat-watcher", folder.toString()).start();
  }

  /** Replaces the list of processes to end. */
  void watch(List<Long> pids) {
    say(pids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  private void say(String line) {
    try {
      shell.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      shell.input().flush();
    } catch (IOException e) {
      // Without a watcher, close() and the JVM's exit still clean up.
    }
  }

  @Override
  public void close() {
    say("done");
    shell.close();
  }
}
