package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.config.Config;
import dev.lifeboat.daemon.Daemon;
import dev.lifeboat.daemon.DaemonEvent;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs the daemon of a stack until it is interrupted. When the configuration changes, a second
 * daemon takes over, and the first one ends when what it runs has ended: which of them makes a run
 * is decided by the database, as between hosts.
 */
final class ServedStack {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration LOGS_STAY = Duration.ofDays(30);

  private final Serving serving;
  private final Conduct conduct;
  private final BooleanSupplier reload;
  private final Consumer<DaemonEvent> log;
  private final InstantSource clock;
  private final List<Daemon> retired = new ArrayList<>();

  ServedStack(
      Serving serving,
      Conduct conduct,
      BooleanSupplier reload,
      Consumer<DaemonEvent> log,
      InstantSource clock) {
    this.serving = serving;
    this.conduct = conduct;
    this.reload = reload;
    this.log = log;
    this.clock = clock;
  }

  void run() {
    Serving.Desk desk = serving.desk(conduct);
    requireJobs(desk);
    Config config = desk.wiring().config();
    Path lock = config.state().resolve("daemon-" + config.stack() + ".lock");
    DurableFiles.createFolders(config.state(), FileMode.PRIVATE);
    try (HostLock _ =
        HostLock.tryTake(lock)
            .orElseThrow(
                () ->
                    Problem.of(
                            Code.DAEMON_RUNNING,
                            "a daemon of the stack '%s' runs on this host already"
                                .formatted(config.stack()),
                            "lifeboat job list")
                        .exception())) {
      sweep(desk.plan().logs());
      serve(desk);
    }
  }

  private static void requireJobs(Serving.Desk desk) {
    if (desk.plan().jobs().isEmpty()) {
      throw Problem.of(
              Code.JOBS_MISSING,
              "'%s' has no jobs to do".formatted(desk.wiring().config().file()),
              "add what is to be done and when, such as:\n" + Serving.EXAMPLE.stripTrailing())
          .exception();
    }
  }

  private void serve(Serving.Desk first) {
    CountDownLatch stop = new CountDownLatch(1);
    try (Watchtower tower = watchtower(first, stop);
        Postman _ = serving.postman(first, conduct);
        var _ = conduct.interruption().onRequest(stop::countDown)) {
      tower.address().ifPresent(address -> say(DaemonEvent.Level.INFO, "it answers at " + address));
      Daemon daemon = start(first);
      try {
        List<String> stamp = stamp(first.wiring().config());
        Instant swept = clock.instant();
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          List<String> now = stamp(first.wiring().config());
          if (reload.getAsBoolean() || !now.equals(stamp)) {
            stamp = now;
            daemon = again(daemon);
          }
          retired.removeIf(Daemon::closeIfIdle);
          if (swept.plus(Duration.ofDays(1)).isBefore(clock.instant())) {
            swept = clock.instant();
            sweep(first.plan().logs());
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        daemon.retire();
        retired.forEach(Daemon::close);
        daemon.close();
      }
    }
  }

  private Watchtower watchtower(Serving.Desk desk, CountDownLatch stop) {
    return Watchtower.start(
        desk.wiring().config(),
        serving.version(),
        clock,
        () -> stop.getCount() > 0,
        warning -> say(DaemonEvent.Level.WARNING, warning));
  }

  private Daemon start(Serving.Desk desk) {
    Daemon daemon =
        new Daemon(
            desk.plan(),
            desk.database(),
            serving.executor(desk, conduct),
            serving.suspension(desk),
            serving.listeners(desk, conduct),
            log,
            desk.wiring().config().daemon().grace(),
            clock);
    daemon.start();
    return daemon;
  }

  /** A configuration that can't be read changes nothing: the jobs go on as they were. */
  private Daemon again(Daemon present) {
    try {
      Serving.Desk desk = serving.desk(conduct);
      requireJobs(desk);
      // It begins before the other one ends: should it fail, the jobs go on as they were.
      Daemon next = start(desk);
      present.retire();
      retired.add(present);
      say(DaemonEvent.Level.INFO, "the configuration was read again");
      return next;
    } catch (ProblemException e) {
      say(
          DaemonEvent.Level.ERROR,
          "the configuration was not read again, and the jobs stay as they were: "
              + e.getMessage());
      return present;
    }
  }

  private void say(DaemonEvent.Level level, String message) {
    log.accept(new DaemonEvent(clock.instant(), level, "", "", message));
  }

  /** Tells a changed configuration from the one that was read. */
  private static List<String> stamp(Config config) {
    List<Path> files = new ArrayList<>(config.envFiles());
    files.add(config.file());
    return files.stream()
        .map(
            file -> {
              try {
                return file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
              } catch (IOException e) {
                return file + " is away";
              }
            })
        .toList();
  }

  private void sweep(Path logs) {
    Instant oldest = clock.instant().minus(LOGS_STAY);
    try (Stream<Path> files = Files.isDirectory(logs) ? Files.list(logs) : Stream.empty()) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          DurableFiles.delete(file);
        }
      }
    } catch (IOException | FileException e) {
      say(DaemonEvent.Level.WARNING, "old logs could not be removed: " + e.getMessage());
    }
  }
}
