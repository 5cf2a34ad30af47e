package dev.lifeboat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Map<String, List<String>> acceptedEncodings = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/version", exchange -> answer(exchange, "{\"ApiVersion\":\"1.41\"}"));
    server.createContext("/v1.41/containers/c/archive", exchange -> answer(exchange, "a tar"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anArchiveIsAskedForAsItIs() throws IOException {
    String address = "tcp://127.0.0.1:" + server.getAddress().getPort();
    try (Engine engine = Engine.connect(EngineAddress.parse(address, EngineTls.NONE));
        InputStream archive = engine.archive("c", "/volume/.")) {
      assertThat(archive).hasContent("a tar");
    }

    // An engine that is asked for gzip takes thirty times as long for it.
    assertThat(acceptedEncodings).containsEntry("/v1.41/containers/c/archive", List.of("identity"));
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    acceptedEncodings.put(
        exchange.getRequestURI().getPath(),
        exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
