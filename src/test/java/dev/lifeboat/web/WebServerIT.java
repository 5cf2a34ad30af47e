package dev.lifeboat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.HttpSettings;
import dev.lifeboat.config.Secret;
import dev.lifeboat.docker.EngineTls;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.mongo.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets. */
class WebServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final MonitorReport REPORT =
      new MonitorReport(
          "shop",
          NOON,
          List.of(
              new Verdict(
                  Metric.FRESHNESS,
                  "mongo",
                  State.CRITICAL,
                  "the last 7 h would be lost",
                  NOON.minusSeconds(60),
                  List.of("lifeboat backup"),
                  List.of(
                      Reading.above(
                          "loss_seconds", 25_200, Reading.Unit.SECONDS, 21_600, 21_600)))));

  @TempDir Path folder;
  private final List<WebServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(WebServer::close);
  }

  private record Shown(boolean alive, Optional<MonitorReport> report) implements Sights {
    @Override
    public String version() {
      return "1.2.3";
    }
  }

  private static final Shown WELL = new Shown(true, Optional.of(REPORT));

  /** With a token and a login, at any port that is free. */
  private WebServer start(Sights sights, Optional<SSLContext> tls, Duration idle) {
    WebServer server = WebServer.start(settings(0), tls, sights, idle);
    servers.add(server);
    return server;
  }

  private WebServer start(Sights sights) {
    return start(sights, Optional.empty(), Duration.ofSeconds(20));
  }

  private HttpSettings settings(int port) {
    return new HttpSettings(
        "127.0.0.1",
        port,
        Optional.of(new GivenSecret.InFile(secret("token", "t0ken-of-nobody", "rw-------"))),
        Optional.of(
            new HttpSettings.Login("grafana", new GivenSecret.Text(new Secret("pä55:of-nobody")))),
        Optional.empty());
  }

  private Path secret(String name, String text, String mode) {
    try {
      Path file = folder.resolve(name);
      Files.writeString(file, text + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> get(URI address, Optional<String> authorization)
      throws Exception {
    return get(HttpClient.newHttpClient(), address, authorization);
  }

  private static HttpResponse<String> get(
      HttpClient client, URI address, Optional<String> authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    authorization.ifPresent(text -> request.header("Authorization", text));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everybodyMayAskWhetherItIsAlive() throws Exception {
    HttpResponse<String> well = get(start(WELL).address().resolve("/healthz"), Optional.empty());
    assertThat(well.statusCode()).isEqualTo(200);
    assertThat(well.body()).isEqualTo("ok\n");
    assertThat(well.headers().firstValue("Server")).isEmpty();
    HttpResponse<String> dead =
        get(
            start(new Shown(false, Optional.of(REPORT))).address().resolve("/healthz"),
            Optional.empty());
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(dead.body()).isEqualTo("not ok\n");
  }

  @Test
  void whoHasTheSecretReadsTheMetrics() throws Exception {
    URI metrics = start(WELL).address().resolve("/metrics");
    HttpResponse<String> page = get(metrics, Optional.of("Bearer t0ken-of-nobody"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(page.body().lines())
        .contains(
            "# TYPE lifeboat_state gauge",
            "lifeboat_state{metric=\"freshness\",stack=\"shop\",subject=\"mongo\"} 2.0",
            "lifeboat_loss_seconds{stack=\"shop\",subject=\"mongo\"} 25200.0",
            "lifeboat_limit{reading=\"loss_seconds\",stack=\"shop\",subject=\"mongo\"} 21600.0",
            "lifeboat_build_info{version=\"1.2.3\"} 1.0");
    assertThat(get(metrics, Optional.of(basic("grafana:pä55:of-nobody"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void beforeTheFirstLookThereIsNoNumber() throws Exception {
    URI metrics = start(new Shown(true, Optional.empty())).address().resolve("/metrics");
    assertThat(get(metrics, Optional.of("Bearer t0ken-of-nobody")).body())
        .contains("lifeboat_build_info")
        .doesNotContain("lifeboat_state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer t0ken-of-nobod",
        "Bearer t0ken-of-nobodyy",
        "Bearer grafana:pä55:of-nobody",
        "Basic t0ken-of-nobody",
        "Basic !!!",
        "Basic Z3JhZmFuYTo=",
        "Digest t0ken-of-nobody"
      })
  void nobodyElseSeesAnything(String authorization) throws Exception {
    URI address = start(WELL).address();
    Optional<String> shown =
        Optional.of(authorization)
            .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c < 128));
    for (String path : List.of("/metrics", "/", "/anything", "/healthz/../metrics", "//metrics")) {
      HttpResponse<String> refused = get(URI.create(address + path.substring(1)), shown);
      assertThat(refused.statusCode()).as(path).isIn(400, 401);
      assertThat(refused.body()).doesNotContain("lifeboat_", "nobody", "shop");
    }
    assertThat(get(address.resolve("/metrics"), shown).headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"lifeboat\", Basic realm=\"lifeboat\"");
  }

  @Test
  void answersOverTls() throws Exception {
    Certificates made = Certificates.in(folder);
    Path pair = made.server("IP:127.0.0.1");
    URI metrics =
        start(WELL, Optional.of(EngineTls.server(pair, pair)), Duration.ofSeconds(20))
            .address()
            .resolve("/metrics");
    assertThat(metrics.getScheme()).isEqualTo("https");
    HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(made.authority())).build();
    assertThat(get(trusting, metrics, Optional.of("Bearer t0ken-of-nobody")).statusCode())
        .isEqualTo(200);
    assertThat(get(trusting, metrics, Optional.empty()).statusCode()).isEqualTo(401);
    assertThatThrownBy(() -> get(metrics, Optional.of("Bearer t0ken-of-nobody")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** More of them than threads; each sends a beginning and no more. */
  @Test
  void slowClientsKeepNobodyWaitingAndAreHungUpOn() throws Exception {
    WebServer server = start(WELL, Optional.empty(), Duration.ofSeconds(2));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket
            .getOutputStream()
            .write(
                "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow:".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(get(server.address().resolve("/healthz"), Optional.empty()).statusCode())
          .isEqualTo(200);
      for (Socket socket : slow) {
        // Whatever it says before, it ends.
        String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).doesNotContain("lifeboat_");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> WebServer.start(settings(port), Optional.empty(), WELL))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problems().getFirst().code()).isEqualTo(Code.HTTP_UNAVAILABLE);
                assertThat(e.problems().getFirst().message())
                    .isEqualTo(
                        "'127.0.0.1:%d' can't be listened on: another program does so"
                            .formatted(port));
              });
    }
  }

  @Test
  void aSecretThatOthersMayReadIsNone() {
    HttpSettings open =
        new HttpSettings(
            "127.0.0.1",
            0,
            Optional.of(new GivenSecret.InFile(secret("open", "t0ken-of-nobody", "rw-r--r--"))),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> WebServer.start(open, Optional.empty(), WELL))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.FILE_MODE));
  }

  @Test
  void onceItIsClosedThePortIsFree() throws Exception {
    WebServer first = start(WELL);
    int port = first.address().getPort();
    first.close();
    WebServer second = WebServer.start(settings(port), Optional.empty(), WELL);
    servers.add(second);
    assertThat(get(second.address().resolve("/healthz"), Optional.empty()).statusCode())
        .isEqualTo(200);
  }
}
