package dev.lifeboat.storage.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Stands between a client and a server, passes requests on, and does to some of them what networks
 * and servers do. The signature covers the {@code Host} header, so that is passed on as it came.
 */
final class FaultProxy implements AutoCloseable {
  /** What happens to a request. */
  enum Fault {
    /** The connection is cut before the server sees it. */
    RESET,
    /** The server gets it and answers, and the answer is lost. */
    LOST_ANSWER,
    /** The server gets it twice; the answer to the second is passed on. */
    REPEATED,
    /** Half of the answer's body comes, then the connection is cut. */
    TRUNCATED,
    /** The answer comes drop by drop. */
    SLOW,
    INTERNAL_ERROR,
    SLOW_DOWN,
    /** 200, and the body says that it failed; the server never sees it. */
    ERROR_IN_200,
    /** 200 from nobody: the server never sees it. */
    EMPTY_200
  }

  private record Rule(Predicate<HttpExchange> matches, Fault fault) {}

  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Rule> rules = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private volatile Optional<Path> unconditional = Optional.empty();

  FaultProxy(URI target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Does it to the next request that matches, after those that were ordered before. */
  synchronized void next(String method, String part, Fault fault) {
    rules.add(
        new Rule(
            exchange ->
                exchange.getRequestMethod().equals(method)
                    && exchange.getRequestURI().toString().contains(part),
            fault));
  }

  synchronized void next(String method, String part, Fault fault, int times) {
    for (int i = 0; i < times; i++) {
      next(method, part, fault);
    }
  }

  /**
   * Makes the server one that takes {@code If-None-Match} and does nothing of it: what is in its
   * way goes before it sees the request. The header itself is signed, so it can't be left out.
   *
   * @param buckets where the server keeps its objects as files
   */
  void ignoreConditions(Path buckets) {
    unconditional = Optional.of(buckets);
  }

  /** Whether all that was ordered has happened. */
  synchronized boolean done() {
    return rules.isEmpty();
  }

  /** The requests, such as {@code PUT /bucket/key}. */
  synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  private synchronized Optional<Fault> fault(HttpExchange exchange) {
    seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    for (Rule rule : rules) {
      if (rule.matches().test(exchange)) {
        rules.remove(rule);
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Fault> fault = fault(exchange);
      if (fault.isEmpty()) {
        pass(exchange, body);
      } else {
        hurt(exchange, body, fault.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void hurt(HttpExchange exchange, byte[] body, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case RESET -> cut();
      case LOST_ANSWER -> {
        var _ = forward(exchange, body);
        cut();
      }
      case REPEATED -> {
        var _ = forward(exchange, body);
        pass(exchange, body);
      }
      case TRUNCATED -> {
        Answer answer = forward(exchange, body);
        head(exchange, answer, answer.body().length);
        exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
        exchange.getResponseBody().flush();
        cut();
      }
      case SLOW -> {
        Answer answer = forward(exchange, body);
        head(exchange, answer, answer.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
          for (byte each : answer.body()) {
            out.write(each);
            out.flush();
            Thread.sleep(1);
          }
        }
      }
      case INTERNAL_ERROR -> answer(exchange, 500, error("InternalError"));
      case SLOW_DOWN -> answer(exchange, 503, error("SlowDown"));
      case ERROR_IN_200 -> answer(exchange, 200, error("InternalError"));
      case EMPTY_200 -> answer(exchange, 200, "");
    }
  }

  /** The server closes a connection whose handler throws. */
  private static void cut() throws IOException {
    throw new IOException("cut");
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\"?>\n<Error><Code>%s</Code><Message>no</Message></Error>"
        .formatted(code);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private void pass(HttpExchange exchange, byte[] body) throws IOException {
    Answer answer = forward(exchange, body);
    head(exchange, answer, answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static void head(HttpExchange exchange, Answer answer, int length) throws IOException {
    answer
        .headers()
        .forEach(
            (name, values) -> {
              boolean head = exchange.getRequestMethod().equals("HEAD");
              if (!OWN.contains(name) || (head && name.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
  }

  /** Over a connection of its own, so that the {@code Host} can be as it came. */
  private Answer forward(HttpExchange exchange, byte[] body) throws IOException {
    if (unconditional.isPresent() && exchange.getRequestHeaders().containsKey("If-None-Match")) {
      Files.deleteIfExists(
          unconditional.get().resolve(exchange.getRequestURI().getPath().substring(1)));
    }
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    head.append(" HTTP/1.1\r\nConnection: close\r\nContent-Length: ").append(body.length);
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> head.append("\r\n" + name + ": " + value));
              }
            });
    head.append("\r\n\r\n");
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return Answer.parse(socket.getInputStream().readAllBytes());
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // only its parts are used
  private record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    static Answer parse(byte[] all) throws IOException {
      String text = new String(all, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new IOException("no answer");
      }
      List<String> lines = List.of(text.substring(0, end).split("\r\n", -1));
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      int status = Integer.parseInt(lines.getFirst().split(" ", -1)[1]);
      return new Answer(status, headers, Arrays.copyOfRange(all, end + 4, all.length));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
