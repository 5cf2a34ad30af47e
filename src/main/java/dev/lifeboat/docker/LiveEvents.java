package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The engine's events, read by a thread of their own. */
final class LiveEvents implements EventStream {
  private static final long NANOS = 1_000_000_000L;

  /** What the reader hands over; an end without a failure is the engine's own. */
  private sealed interface Step {
    record Happened(EngineEvent event) implements Step {}

    record Ended(Optional<ProblemException> why) implements Step {}
  }

  private final InputStream body;
  private final EngineAddress address;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private volatile boolean closed;
  private volatile boolean ended;

  private LiveEvents(InputStream body, EngineAddress address) {
    this.body = body;
    this.address = address;
  }

  static EventStream open(Connection connection, Instant since) {
    // Fractions of a second count: without them the last second would come twice.
    String request =
        Wire.query(
            "/events",
            List.of(
                Map.entry("since", "%d.%09d".formatted(since.getEpochSecond(), since.getNano()))));
    InputStream body =
        connection.calls().run("watch the engine", () -> connection.wire().stream(request));
    LiveEvents events = new LiveEvents(body, connection.calls().address());
    var _ = Thread.ofVirtual().name("engine events").start(events::read);
    return events;
  }

  private void read() {
    try (MappingIterator<JsonNode> lines = Wire.values(body)) {
      while (lines.hasNextValue()) {
        steps.add(new Step.Happened(event(lines.nextValue())));
      }
      steps.add(new Step.Ended(Optional.of(gone().exception())));
    } catch (IOException | RuntimeException e) {
      steps.add(new Step.Ended(closed ? Optional.empty() : Optional.of(gone().causedBy(e))));
    }
  }

  private Problem gone() {
    return Problem.of(
        Code.DOCKER_UNREACHABLE,
        "the engine at '%s' ended its stream of events".formatted(address),
        "see whether it runs: docker version");
  }

  private static EngineEvent event(JsonNode from) {
    Map<String, String> attributes = new HashMap<>();
    from.path("Actor")
        .path("Attributes")
        .properties()
        .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
    long nanos = from.path("timeNano").asLong(from.path("time").asLong() * NANOS);
    return new EngineEvent(
        from.path("Type").asText(),
        from.path("Action").asText(),
        from.path("Actor").path("ID").asText(),
        attributes,
        Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
  }

  @Override
  public Optional<EngineEvent> next(Duration limit) {
    if (ended || closed) {
      return Optional.empty();
    }
    try {
      return switch (steps.poll(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        case null -> Optional.empty();
        case Step.Happened happened -> Optional.of(happened.event());
        case Step.Ended end -> {
          ended = true;
          if (end.why().isPresent() && !closed) {
            throw end.why().get();
          }
          yield Optional.empty();
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while waiting for events").causedBy(e);
    }
  }

  @Override
  public boolean isOpen() {
    return !ended && !closed;
  }

  @Override
  public void close() {
    closed = true;
    steps.add(new Step.Ended(Optional.empty()));
    try {
      body.close();
    } catch (IOException e) {
      // It is broken already, which is what closing is for.
    }
  }
}
