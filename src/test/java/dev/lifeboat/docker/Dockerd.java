package dev.lifeboat.docker;

import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * A dockerd of our own. It runs in a process namespace and a mount namespace of its own: when its
 * first process ends, all that it started ends too, and its mounts are gone. It has its own data
 * root, socket, bridge and networks; it leaves the host's firewall alone but for one rule that lets
 * containers of one network talk, which another engine on the host may forbid.
 */
public final class Dockerd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Reads the end of this JVM from its standard input, and tidies up then. */
  private static final String SCRIPT =
      """
      folder=$1 pool=$2; shift 2
      trap '' HUP INT TERM
      rule() { iptables -w "$1" FORWARD -s "$pool.0.0/16" -d "$pool.0.0/16" -j ACCEPT 2>/dev/null; }
      run() {
        unshare --mount --pid --fork --mount-proc --kill-child \\
          dockerd "$@" >>"$folder/log" 2>&1 </dev/null &
        child=$!
      }
      halt() { # dockerd is the namespace's first process, and unshare ends with it
        kill "-$1" $(cat /proc/$child/task/$child/children 2>/dev/null) 2>/dev/null
        tries=0
        while kill -0 $child 2>/dev/null && [ $tries -lt 200 ]; do
          sleep 0.1
          tries=$((tries + 1))
        done
        kill -9 $child 2>/dev/null
        wait $child 2>/dev/null
      }
      # With no bridge, dockerd would remove docker0, which may be another engine's.
      bridge=lbt${pool#10.}
      ip link add "$bridge" type bridge
      ip addr add "$pool.255.1/24" dev "$bridge"
      ip link set "$bridge" up
      rule -I
      run --bridge "$bridge" "$@"
      while read -r line; do
        case $line in
          stop) halt TERM ;;
          kill) halt KILL ;;
          start) run --bridge "$bridge" "$@" ;;
          end) break ;;
        esac
        echo "$line"
      done
      halt TERM
      rule -D
      for bridge in $(ip -o -4 addr show 2>/dev/null | grep " $pool\\." | awk '{print $2}'); do
        ip link delete "$bridge" 2>/dev/null
      done
      rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
      """;

  private final TempFolder folder;
  private final String pool;
  private final List<String> options;
  private final ChildProcess shell;

  private Dockerd(TempFolder folder, String pool, List<String> options) {
    this.folder = folder;
    this.pool = pool;
    this.options = options;
    this.shell = run();
  }

  /** Why there can be no engine with these programs, if so. */
  static Optional<String> missing(List<String> programs) {
    for (String program : programs) {
      if (Command.of("sh", "-c", "command -v " + program).run().status() != 0) {
        return Optional.of("'" + program + "' is not on the PATH: ./test installs it");
      }
    }
    if (!programs.contains("dockerd")) {
      return Optional.empty();
    }
    return Command.of("unshare", "--mount", "--pid", "--fork", "true").run().status() == 0
        ? Optional.empty()
        : Optional.of("dockerd needs root with the right to make namespaces");
  }

  /**
   * @param options more of dockerd's own
   */
  static Dockerd start(String... options) {
    Dockerd daemon =
        new Dockerd(TempFolder.create("lifeboat-dockerd-"), freePool(), List.of(options));
    daemon.await();
    return daemon;
  }

  /** The first half of addresses that nobody on this host has. */
  private static String freePool() {
    try {
      String taken =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .map(each -> "/" + each.getHostAddress())
              .collect(Collectors.joining());
      return ThreadLocalRandom.current()
          .ints(200, 250)
          .limit(1000)
          .mapToObj(each -> "10." + each)
          .filter(each -> !taken.contains("/" + each + "."))
          .findFirst()
          .orElseThrow();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildProcess run() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--data-root",
                path("data"),
                "--exec-root",
                path("exec"),
                "--pidfile",
                path("pid"),
                "--host",
                address().toString(),
                "--iptables=false",
                "--default-address-pool",
                "base=" + pool + ".0.0/16,size=26",
                "--log-driver",
                "json-file"));
    words.addAll(options);
    return Command.of("/bin/sh", "-c", SCRIPT, "lifeboat-dockerd", folder.path().toString(), pool)
        .with(words)
        .start();
  }

  /** Waits until it answers. */
  private void await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Engine engine = Engine.connect(address())) {
        var _ = engine.info();
        return;
      } catch (ProblemException e) {
        if (System.nanoTime() > end
            || !shell.isAlive()
            || log().contains("failed to start daemon")) {
          String said = log();
          close();
          throw new IllegalStateException("dockerd doesn't start: " + said, e);
        }
      }
      pause();
    }
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(folder.path().resolve("log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  private String path(String name) {
    return folder.path().resolve(name).toString();
  }

  /** Ends it in order, with all containers; they stay. Returns when it is gone. */
  public void stop() {
    say("stop");
    awaitGone();
  }

  /** Kills it with all containers, as a power cut does. Returns when it is gone. */
  public void kill() {
    say("kill");
    awaitGone();
  }

  /** Starts it again on what it left. */
  public void startAgain() {
    say("start");
    await();
  }

  private void say(String line) {
    try {
      shell.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      shell.input().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitGone() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try (Engine engine = Engine.connect(address())) {
        var _ = engine.address();
        pause();
      } catch (ProblemException e) {
        return;
      }
    }
    throw new IllegalStateException("dockerd doesn't end: " + log());
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Its socket. */
  public EngineAddress address() {
    return new EngineAddress.Local(Path.of(path("docker.sock")));
  }

  /** The folder with its data root, socket and log. */
  public Path folder() {
    return folder.path();
  }

  @Override
  public void close() {
    try {
      say("end");
      var _ = shell.await(Duration.ofMinutes(1));
    } catch (UncheckedIOException | ProblemException e) {
      shell.close();
    }
    if (Files.exists(folder.path())) {
      folder.close();
    }
  }
}
