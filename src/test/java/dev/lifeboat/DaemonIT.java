package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.io.TempFolder;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons as processes of their own, which are killed. Their jobs are small scripts. */
class DaemonIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws IOException {
    started.forEach(Process::destroyForcibly);
    // A job goes on when its daemon was killed.
    for (String line : lines(temp.resolve("pids"))) {
      ProcessHandle.of(Long.parseLong(line)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void whatWasKilledWithTheDaemonIsWrittenDownAndDoneAgain() throws Exception {
    Program program = program("one", "");
    Process daemon = serve(program, script("slow", "sleep 300"));
    await(() -> runs(program).contains("\"result\":\"running\""));

    daemon.destroyForcibly().waitFor();
    serve(program, script("quick", "exit 0"));

    await(() -> runs(program).contains("\"result\":\"succeeded\""));
    assertThat(runs(program)).contains("\"result\":\"interrupted\"").doesNotContain("running");
    assertThat(lines(temp.resolve("made"))).containsExactly("slow", "quick");
  }

  @Test
  void oneOfTwoDaemonsMakesARunAndTheOtherTakesOverWhenItDies() throws Exception {
    Optional<Path> programs = postgresql();
    assumeTrue(programs.isPresent() || "true".equals(System.getenv("CI")), "no PostgreSQL here");
    try (TempFolder data = TempFolder.create("lifeboat-postgres-");
        ChildProcess _ = server(programs.orElseThrow(), data.path())) {
      String database =
          "daemon: {database: {url: 'jdbc:postgresql://127.0.0.1:%d/postgres', user: postgres}}\n"
              .formatted(port);
      Program one = program("one", database);
      Program two = program("two", database);
      Map<String, Process> daemons =
          Map.of(
              "one", serve(one, script("one", "sleep 300")),
              "two", serve(two, script("two", "sleep 300")));
      await(() -> !lines(temp.resolve("made")).isEmpty());
      String first = lines(temp.resolve("made")).getFirst();
      String other = first.equals("one") ? "two" : "one";
      // Both have looked by the time that the other one says what is next.
      await(() -> Files.readString(temp.resolve(other + "/serve.err")).isEmpty());
      assertThat(lines(temp.resolve("made"))).containsExactly(first);

      Objects.requireNonNull(daemons.get(first)).destroyForcibly().waitFor();

      await(() -> lines(temp.resolve("made")).size() > 1);
      assertThat(lines(temp.resolve("made"))).containsExactly(first, other);
      assertThat(runs(other.equals("one") ? one : two))
          .contains("\"result\":\"interrupted\"", "\"result\":\"running\"");
    }
  }

  private int port;

  private ChildProcess server(Path programs, Path folder) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> user =
        root()
            ? List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups")
            : List.of();
    if (root()) {
      // It refuses to run as root.
      Command.of("chown", "-R", "postgres", folder.toString()).output();
    }
    as(user, programs.resolve("initdb").toString())
        .with("-D", data.toString(), "-A", "trust", "-U", "postgres", "--no-sync")
        .output();
    ChildProcess server =
        as(user, programs.resolve("postgres").toString())
            .with("-D", data.toString(), "-p", String.valueOf(port), "-h", "127.0.0.1")
            .with("-k", data.toString())
            .start();
    await(
        () ->
            as(user, programs.resolve("pg_isready").toString())
                    .with("-h", "127.0.0.1", "-p", String.valueOf(port))
                    .run()
                    .status()
                == 0);
    return server;
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Command as(List<String> user, String program) {
    return user.isEmpty()
        ? Command.of(program)
        : Command.of(user.getFirst()).with(user.subList(1, user.size())).with(program);
  }

  /** Debian has them in a folder for each version. */
  private static Optional<Path> postgresql() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .map(folder -> folder.resolve("bin"))
          .filter(folder -> Files.exists(folder.resolve("initdb")))
          .max(Path::compareTo);
    }
  }

  private Program program(String name, String more) throws IOException {
    Path folder = Files.createDirectory(temp.resolve(name));
    Files.writeString(
        folder.resolve("lifeboat.yaml"),
        """
        stack: shop
        mongo: {uri: 'mongodb://localhost:27017/'}
        repository: backups
        encryption: none
        state: state
        jobs:
          database: {kind: backup, rpo: 6h}
        """
            + more);
    return new Program(folder);
  }

  /** A job that says who made it. */
  private Path script(String name, String act) throws IOException {
    Path script = temp.resolve(name + ".sh");
    Files.writeString(
        script,
        "#!/bin/sh\necho $$ >> '%1$s/pids'\necho %2$s >> '%1$s/made'\nexec %3$s\n"
            .formatted(temp, name, act.equals("exit 0") ? "true" : act));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private Process serve(Program program, Path job) throws IOException {
    Process process =
        program.named("serve.").startWith(Map.of("LIFEBOAT_LAUNCHER", job.toString()), "serve");
    started.add(process);
    return process;
  }

  private static String runs(Program program) throws Exception {
    return program.named("runs.").run("runs", "--json").out();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void await(Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.call()) {
      assertThat(System.nanoTime()).as("out of patience").isLessThan(end);
      Thread.sleep(200);
    }
  }
}
