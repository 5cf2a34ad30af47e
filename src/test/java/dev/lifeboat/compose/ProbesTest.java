package dev.lifeboat.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.compose.ServiceContainer.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final FakeContainers engine = new FakeContainers();
  private final Probes probes = new Probes(engine, "shop", engine.waiting());
  private final List<String> logins = new ArrayList<>();
  private HttpServer server;
  private Iterator<Integer> statuses = List.<Integer>of().iterator();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(statuses.hasNext() ? statuses.next() : 500, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Probe page(String login, int status) {
    return new Probe.Http(
        URI.create(
            "http://%s127.0.0.1:%d/health?key=SECRET"
                .formatted(login, server.getAddress().getPort())),
        status);
  }

  @Test
  void asksAgainUntilThePageAnswersAsItShould() {
    statuses = List.of(503, 503, 204).iterator();
    assertThat(probes.run(List.of(page("", 204)), LIMIT))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.passed()).isTrue();
              assertThat(result.words()).isEqualTo("answers with 204");
              assertThat(result.took()).isEqualTo(Duration.ofSeconds(1));
            });
  }

  @Test
  void endsAtTheDeadline() {
    assertThat(probes.run(List.of(page("", 200)), LIMIT))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.passed()).isFalse();
              assertThat(result.words()).isEqualTo("answers with 500, not 200");
              assertThat(result.took()).isEqualTo(LIMIT);
            });
  }

  @Test
  void showsNoSecretAndSendsIt() {
    statuses = List.of(200).iterator();
    Probe probe = page("ann:SECRET@", 200);
    assertThat(probes.run(List.of(probe), LIMIT)).allMatch(ProbeResult::passed);
    assertThat(logins).containsExactly("Basic YW5uOlNFQ1JFVA==");
    assertThat(probe.toString() + probe.name()).doesNotContain("SECRET", "ann");
    assertThat(new Probe.InContainer("db", List.of("mongosh", "-p", "SECRET")).toString())
        .isEqualTo("mongosh in db");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    Probe probe = page("", 200);
    server.stop(0);
    assertThat(probes.run(List.of(probe), LIMIT))
        .singleElement()
        .satisfies(result -> assertThat(result.words()).isEqualTo("can't be reached"));
  }

  @Test
  void runsACommandInTheServiceThatRuns() {
    Probe probe = new Probe.InContainer("db", List.of("mongosh", "--eval", "1"));
    engine.add("db", State.STOPPED, Map.of());
    assertThat(probes.run(List.of(probe), LIMIT))
        .extracting(ProbeResult::words)
        .containsExactly("the service doesn't run");
    engine.after(Duration.ofSeconds(2), () -> engine.state("db", State.RUNNING, 0));
    assertThat(probes.run(List.of(probe), LIMIT)).allMatch(ProbeResult::passed);
    engine.broken.add("run db");
    assertThat(probes.run(List.of(probe), LIMIT))
        .extracting(ProbeResult::words)
        .containsExactly("exits with 1");
  }

  @Test
  void refusesWhatIsNoProbe() {
    assertThatThrownBy(() -> new Probe.Http(URI.create("ftp://host/"), 200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Probe.Http(URI.create("http://host/"), 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Probe.InContainer("db", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
