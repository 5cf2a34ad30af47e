package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.HttpSettings;
import dev.lifeboat.docker.EngineTls;
import dev.lifeboat.io.FileException;
import dev.lifeboat.monitor.MonitorFolder;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.web.Sights;
import dev.lifeboat.web.WebServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * What of a daemon others can see: its signs of life for {@code lifeboat monitor}, and what it
 * answers over HTTP if the configuration asks for that. It shows what the monitor found last,
 * whichever process looked.
 */
final class Watchtower implements AutoCloseable {
  /** A daemon that was silent for so long is dead. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long SECONDS_BETWEEN = 60;

  private final ScheduledExecutorService clockwork;
  private final Optional<WebServer> server;

  private Watchtower(ScheduledExecutorService clockwork, Optional<WebServer> server) {
    this.clockwork = clockwork;
    this.server = server;
  }

  /**
   * Starts.
   *
   * @param alive whether the daemon does what it is for: without it no sign of life is given
   * @param warn told once what is in the way of a sign of life
   * @throws dev.lifeboat.problem.ProblemException if it can't answer over HTTP as it was asked to
   */
  static Watchtower start(
      Config config,
      String version,
      InstantSource clock,
      BooleanSupplier alive,
      Consumer<String> warn) {
    MonitorFolder folder = new MonitorFolder(config.state(), config.stack().value());
    Optional<WebServer> server =
        config
            .watching()
            .http()
            .map(http -> WebServer.start(http, tls(http), new Seen(folder, version, alive)));
    ScheduledExecutorService clockwork =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lifeboat-beat").factory());
    AtomicBoolean warned = new AtomicBoolean();
    var _ =
        clockwork.scheduleAtFixedRate(
            () -> beat(folder, clock, alive, warned, warn), 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    return new Watchtower(clockwork, server);
  }

  private static Optional<SSLContext> tls(HttpSettings http) {
    return http.tls().map(files -> EngineTls.server(files.certificate(), files.key()));
  }

  private static void beat(
      MonitorFolder folder,
      InstantSource clock,
      BooleanSupplier alive,
      AtomicBoolean warned,
      Consumer<String> warn) {
    try {
      if (alive.getAsBoolean()) {
        folder.beat(clock.instant());
      }
    } catch (FileException e) {
      if (warned.compareAndSet(false, true)) {
        warn.accept("the daemon's sign of life can't be written down: " + e.getMessage());
      }
    }
  }

  private record Seen(MonitorFolder folder, String version, BooleanSupplier living)
      implements Sights {
    @Override
    public boolean alive() {
      return living.getAsBoolean();
    }

    @Override
    public Optional<MonitorReport> report() {
      try {
        return folder.last();
      } catch (FileException e) {
        // Then there are no numbers, which the rules take for an alarm.
        return Optional.empty();
      }
    }
  }

  /** Where it answers, if it does. */
  Optional<URI> address() {
    return server.map(WebServer::address);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    server.ifPresent(WebServer::close);
  }
}
