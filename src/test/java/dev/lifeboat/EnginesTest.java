package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.docker.EngineTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {
  /** Else Compose would make the containers on another engine than the one that was looked at. */
  @Test
  void theProgramsOfDockerAreLedToTheSameEngine() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/version",
        exchange -> {
          byte[] body = "{\"ApiVersion\":\"1.41\"}".getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    String address = "tcp://127.0.0.1:" + server.getAddress().getPort();
    try (Engine engine = Engine.connect(EngineAddress.parse(address, EngineTls.NONE))) {
      assertThat(
              Engines.variables(
                  engine,
                  Map.of(
                      "PATH", "/bin",
                      "DOCKER_HOST", "tcp://other:2376",
                      "DOCKER_CONTEXT", "other",
                      "DOCKER_TLS_VERIFY", "1",
                      "DOCKER_CERT_PATH", "/other",
                      "DOCKER_CONFIG", "/config")))
          .isEqualTo(Map.of("PATH", "/bin", "DOCKER_HOST", address, "DOCKER_CONFIG", "/config"));
    } finally {
      server.stop(0);
    }
  }
}
