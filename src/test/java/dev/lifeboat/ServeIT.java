package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.Run;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon as a process, and what people and systemd do to it. Its jobs are a script that does what
 * a job's name says, so that they take as long as a test wants.
 */
class ServeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();
  private Program program;

  @BeforeEach
  void write() throws IOException {
    program = new Program(temp);
    Path script = temp.resolve("job.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo $$ >> '%1$s/pids'
        echo "$LIFEBOAT_JOB" >> '%1$s/made'
        case $LIFEBOAT_JOB in
          slow) trap 'echo cleaned >> "%1$s/made"; exit 10' TERM ;;
          stubborn) trap 'echo asked >> "%1$s/made"' TERM ;;
          quick*) echo "it says: $LIFEBOAT_JOB"; exit 0 ;;
        esac
        n=0
        until [ -f '%1$s/end' ]; do
          sleep 0.1; n=$((n + 1)); echo "line $n"; printf 'half'; sleep 0.1; echo " $n"
        done
        """
            .formatted(temp));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void endAll() throws IOException {
    started.forEach(Process::destroyForcibly);
    for (String line : lines("pids")) {
      ProcessHandle.of(Long.parseLong(line)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aRunThatEndsWithinGraceIsGoodAndTheDaemonStops() throws Exception {
    configure("grace: 60s", "slow: {kind: backup, rpo: 6h}");
    Process daemon = serve();
    await(() -> !lines("made").isEmpty());

    daemon.destroy();
    await(() -> said().contains("stopping"));
    Files.createFile(temp.resolve("end"));

    assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isZero();
    assertThat(results("slow")).containsExactly("succeeded");
    assertThat(lines("made")).containsExactly("slow");
  }

  @Test
  void aRunThatOutlastsGraceAbandonsCleanly() throws Exception {
    configure("grace: 1s", "slow: {kind: backup, rpo: 6h}");
    Process daemon = serve();
    await(() -> !lines("made").isEmpty());

    daemon.destroy();

    assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isZero();
    assertThat(lines("made")).containsExactly("slow", "cleaned");
    assertThat(results("slow")).containsExactly("interrupted");
  }

  @Test
  void whoAsksTwiceWaitsForNothing() throws Exception {
    configure("grace: 10m", "slow: {kind: backup, rpo: 6h}");
    Process daemon = serve();
    await(() -> !lines("made").isEmpty());
    daemon.destroy();
    await(() -> said().contains("stopping"));

    daemon.destroy();

    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isEqualTo(130);
    // No run goes on without its daemon, and the next one knows what became of it.
    await(() -> lines("pids").stream().noneMatch(ServeIT::alive));
    Process next = serve();
    await(() -> results("slow").contains("interrupted"));
    assertThat(next.isAlive()).isTrue();
  }

  @Test
  void theConfigurationIsReadAgainAndABrokenOneIsNot() throws Exception {
    configure("grace: 1s", "quick-1: {kind: backup, rpo: 6h}");
    Process daemon = serve();
    await(() -> results("quick-1").contains("succeeded"));

    // Added and removed: what is new runs, also when only the file changed.
    configure("grace: 1s", "quick-2: {kind: backup, rpo: 6h}");
    await(() -> results("quick-2").contains("succeeded"));
    assertThat(jobs()).containsExactly("quick-2");

    // Changed: its next run is when the new trigger says.
    configure("grace: 1s", "quick-2: {kind: backup, cron: '@yearly'}");
    hangUp(daemon);
    await(() -> said().split("was read again").length > 2);
    assertThat(said()).contains("quick-2: next: 2");

    // Broken: it says so, and the jobs stay.
    Files.writeString(temp.resolve("lifeboat.yaml"), "nonsense: 1\n", StandardOpenOption.APPEND);
    await(() -> said().contains("was not read again, and the jobs stay as they were"));
    assertThat(daemon.isAlive()).isTrue();
    assertThat(said()).contains("unknown key 'nonsense'");

    configure("grace: 1s", "quick-3: {kind: backup, rpo: 6h}");
    hangUp(daemon);
    await(() -> results("quick-3").contains("succeeded"));
    assertThat(lines("made")).containsExactly("quick-1", "quick-2", "quick-3");
    daemon.destroy();
    assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isZero();
  }

  @Test
  void theLogFollowsARunThatNobodyCanRunTwice() throws Exception {
    configure("grace: 1s", "slow: {kind: backup, rpo: 6h}");
    Process daemon = serve();
    await(() -> results("slow").contains("running"));
    Process logs = started(program.named("logs.").start("logs", "slow", "-n", "1", "-f"));
    Path out = temp.resolve("logs.out");
    await(() -> Files.readString(out).lines().count() > 3);

    Program.Ended twice = program.named("again.").run("job", "run", "slow");
    assertThat(twice.exit()).isEqualTo(6);
    assertThat(twice.err()).contains("can't run now", "the job 'slow' was still running");

    Files.createFile(temp.resolve("end"));
    await(() -> Files.readString(out).contains("= succeeded\n"));
    String id = runs().get(0).id();
    Program.Ended show = program.named("show.").run("runs", "show", id, "--json");
    // A log that was tidied away doesn't end who follows.
    Files.delete(Path.of(show.json().path("log").asString("")));
    Thread.sleep(1000);
    assertThat(logs.isAlive()).isTrue();
    // SIGTERM takes the same way as SIGINT, which a shell has its background jobs ignore.
    logs.destroy();
    assertThat(logs.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(logs.exitValue()).isZero();
    assertThat(Files.readString(out).lines().map(line -> line.replaceFirst("^\\S+ +", "")))
        .as("no line comes half or twice")
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("line \\d+|half \\d+|= succeeded"));
    assertThat(program.named("last.").run("logs", "slow", "-n", "50").out())
        .contains("= succeeded");
    assertThat(daemon.isAlive()).isTrue();
  }

  @Test
  void aRunThatTakesTooLongIsEndedAndSaysSo() throws Exception {
    configure("grace: 1s", "slow: {kind: backup, rpo: 6h, timeout: 2s, retries: 0}");
    serve();

    await(() -> results("slow").contains("failed"));

    assertThat(lines("made")).containsExactly("slow", "cleaned");
    Program.Ended all = program.named("runs.").run("runs");
    assertThat(all.out()).contains("failed", "it exceeded its timeout, and was ended");
    String id = runs().get(0).id();
    assertThat(program.named("show.").run("runs", "show", id.substring(0, 15)).out())
        .contains(id, "failed", "exceeded its timeout");
  }

  @Test
  void aRunThatWasKilledIsDoneAgain() throws Exception {
    configure("grace: 1s", "slow: {kind: backup, rpo: 6h}");
    serve();
    await(() -> !lines("pids").isEmpty());

    ProcessHandle.of(Long.parseLong(lines("pids").getFirst())).orElseThrow().destroyForcibly();

    await(() -> lines("made").size() == 2);
    assertThat(results("slow")).containsExactly("interrupted", "running");
    assertThat(runs().get(1).message()).isEqualTo("it was killed by signal 9");
  }

  @Test
  void aPausedJobWaitsAndSoDoesOneDuringARestore() throws Exception {
    configure(
        "grace: 1s", "quick: {kind: backup, rpo: 6h}\n  quick-watch: {kind: monitor, rpo: 6h}");
    Program.Ended paused =
        program.run("job", "pause", "quick", "--for", "2h", "--reason", "the disk is exchanged");
    assertThat(paused.exit()).as(paused.err()).isZero();
    Process daemon = serve();
    await(() -> results("quick").contains("skipped"));
    assertThat(runs().getFirst().message() + runs().getLast().message())
        .contains("the disk is exchanged");
    await(() -> results("quick-watch").contains("succeeded"));
    assertThat(lines("made")).containsExactly("quick-watch");
    assertThat(program.named("list.").run("job", "list").out()).contains("paused");
    daemon.destroy();
    assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.run("job", "resume", "quick").exit()).isZero();

    Ledger ledger = new Ledger(temp.resolve("state"), InstantSource.system());
    Run restore = ledger.start(RunKind.RESTORE, "shop", Progress.silent());
    configure("grace: 1s", "quick-2: {kind: backup, rpo: 6h}");
    Process second = serve();
    await(() -> results("quick-2").contains("skipped"));
    Program.Ended byHand = program.named("hand.").run("job", "run", "quick-2");
    assertThat(byHand.exit()).isEqualTo(6);
    assertThat(byHand.err()).contains("a restore is running");
    // Who stops meanwhile doesn't wait for the restore.
    second.destroy();
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isZero();
    assertThat(lines("made")).containsExactly("quick-watch");
    restore.end("", 0, "done", 0);
    serve();
    await(() -> results("quick-2").contains("succeeded"));
  }

  private void configure(String daemon, String jobs) throws IOException {
    Files.writeString(
        temp.resolve("lifeboat.yaml"),
        """
        stack: shop
        mongo: {uri: 'mongodb://localhost:27017/'}
        repository: backups
        encryption: none
        state: state
        daemon: {%s}
        jobs:
          %s
        """
            .formatted(daemon, jobs));
  }

  private Process serve() throws IOException {
    String job = temp.resolve("job.sh").toString();
    return started(program.named("serve.").startWith(Map.of("LIFEBOAT_LAUNCHER", job), "serve"));
  }

  private Process started(Process process) {
    started.add(process);
    return process;
  }

  private String said() throws IOException {
    return Files.readString(temp.resolve("serve.out"))
        + Files.readString(temp.resolve("serve.err"));
  }

  private static void hangUp(Process process) throws Exception {
    Command.of("kill", "-HUP", String.valueOf(process.pid())).output();
  }

  /** The newest first. */
  private List<ExpectedRun> runs() {
    Path state = temp.resolve("state");
    return Files.exists(state)
        ? new ExpectedRuns(StateDatabase.open(new StatePlace.InFolder(state)), "shop")
            .newest(Optional.empty(), 100)
        : List.of();
  }

  /** What became of a job's runs, the oldest first. */
  private List<String> results(String job) {
    return runs().reversed().stream()
        .filter(run -> run.job().equals(job))
        .map(run -> run.result().toString())
        .toList();
  }

  private List<String> jobs() throws Exception {
    List<String> names = new ArrayList<>();
    program
        .named("jobs.")
        .run("job", "list", "--json")
        .json()
        .path("jobs")
        .forEach(job -> names.add(job.path("name").asString("")));
    return names;
  }

  private List<String> lines(String file) throws IOException {
    Path path = temp.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static boolean alive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void await(Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.call()) {
      assertThat(System.nanoTime()).as("out of patience").isLessThan(end);
      Thread.sleep(100);
    }
  }
}
