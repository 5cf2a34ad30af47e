package dev.lifeboat.web;

import dev.lifeboat.config.HttpSettings;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP: {@code /healthz} to everybody, all else to those with the secret. One that is
 * slow keeps nobody else waiting.
 */
public final class WebServer implements AutoCloseable {
  /** Who says nothing for so long is hung up on. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final int THREADS = 12;
  private static final int CONNECTIONS = 100;
  private static final int LARGEST_HEADER = 8 * 1024;
  private static final String OPEN = "/healthz";

  private final Javalin server;
  private final URI address;

  private WebServer(Javalin server, URI address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts; what it shows may be asked from then on.
   *
   * @param tls what it shows of itself; without it it answers in clear
   * @throws ProblemException HTTP_UNAVAILABLE if the address can't be listened on; CONFIG_INVALID
   *     or FILE_MODE if a secret can't be read
   */
  public static WebServer start(HttpSettings settings, Optional<SSLContext> tls, Sights sights) {
    return start(settings, tls, sights, IDLE);
  }

  static WebServer start(
      HttpSettings settings, Optional<SSLContext> tls, Sights sights, Duration idle) {
    Gate gate = Gate.of(settings);
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.jetty.threadPool = threads();
              config.jetty.addConnector(
                  (jetty, http) -> connector(jetty, http, settings, tls, idle));
              routes(config, gate, sights);
            });
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw unavailable(settings, e);
    }
    String scheme = tls.isPresent() ? "https" : "http";
    return new WebServer(
        server, URI.create("%s://%s:%d/".formatted(scheme, host(settings), server.port())));
  }

  private static String host(HttpSettings settings) {
    return settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("lifeboat-http");
    threads.setDaemon(true);
    return threads;
  }

  private static Connector connector(
      Server jetty,
      HttpConfiguration http,
      HttpSettings settings,
      Optional<SSLContext> tls,
      Duration idle) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LARGEST_HEADER);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (tls.isPresent()) {
      // Clients on this host may know it by an address that no certificate names.
      http.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server context = new SslContextFactory.Server();
      context.setSslContext(tls.get());
      context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      connector =
          new ServerConnector(
              jetty, 1, 1, new SslConnectionFactory(context, plain.getProtocol()), plain);
    } else {
      connector = new ServerConnector(jetty, 1, 1, plain);
    }
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(idle.toMillis());
    connector.setAcceptQueueSize(CONNECTIONS);
    jetty.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    return connector;
  }

  private static void routes(JavalinConfig config, Gate gate, Sights sights) {
    config.routes.before(
        request -> {
          request.header("Cache-Control", "no-store");
          request.header("X-Content-Type-Options", "nosniff");
          if (!request.path().equals(OPEN)
              && !gate.admits(Optional.ofNullable(request.header("Authorization")))) {
            request.header("WWW-Authenticate", Gate.CHALLENGE);
            throw new UnauthorizedResponse("a token or a login is needed");
          }
        });
    config.routes.get(OPEN, request -> health(request, sights));
    config.routes.get(
        "/metrics",
        request ->
            request
                .contentType(MetricsPage.CONTENT_TYPE)
                .result(MetricsPage.of(sights.version(), sights.report())));
  }

  /** For everybody, so it says no more than one bit. */
  private static void health(Context request, Sights sights) {
    boolean alive = sights.alive();
    request
        .status(alive ? 200 : 503)
        .contentType("text/plain; charset=utf-8")
        .result(alive ? "ok\n" : "not ok\n");
  }

  private static RuntimeException unavailable(HttpSettings settings, RuntimeException failure) {
    String where = "%s:%d".formatted(host(settings), settings.port());
    String why = "it can't be";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        String words = String.valueOf(cause.getMessage());
        why =
            words.contains("in use")
                ? "another program does so"
                : words.contains("ermission")
                    ? "this user may not"
                    : "this host has no such address";
      }
    }
    return Problem.of(
            Code.HTTP_UNAVAILABLE,
            "'%s' can't be listened on: %s".formatted(where, why),
            "see who does: ss -ltnp 'sport = :%d'".formatted(settings.port()),
            "or name another one as 'http.port' or 'http.bind' in lifeboat.yaml")
        .causedBy(failure);
  }

  /** Where it answers. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    server.stop();
  }
}
