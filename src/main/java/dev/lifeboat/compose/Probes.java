package dev.lifeboat.compose;

import dev.lifeboat.compose.ServiceContainer.State;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Asks the user's probes again and again, until each has passed or the deadline is over. What they
 * are sent and what they answer may be secret: only a status gets out.
 */
public final class Probes {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final ServiceContainers engine;
  private final String project;
  private final Waiting waiting;

  /**
   * @param project the project whose services probes name
   */
  public Probes(ServiceContainers engine, String project, InstantSource clock) {
    this(engine, project, Waiting.by(clock));
  }

  Probes(ServiceContainers engine, String project, Waiting waiting) {
    this.engine = engine;
    this.project = project;
    this.waiting = waiting;
  }

  /** One answer. */
  private record Answer(boolean passed, String words) {}

  /**
   * Asks all of them.
   *
   * @param limit how long that may take for all together
   * @return what came of each, in the same order
   */
  public List<ProbeResult> run(List<Probe> probes, Duration limit) {
    Instant begun = waiting.now();
    Instant deadline = begun.plus(limit);
    List<ProbeResult> results = new ArrayList<>();
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST)
            .build()) {
      for (Probe probe : probes) {
        Answer answer = ask(probe, client);
        while (!answer.passed() && waiting.now().isBefore(deadline)) {
          waiting.pauseShortly();
          answer = ask(probe, client);
        }
        results.add(
            new ProbeResult(
                probe.name(),
                answer.passed(),
                answer.words(),
                Duration.between(begun, waiting.now())));
      }
      client.shutdownNow();
    }
    return List.copyOf(results);
  }

  private Answer ask(Probe probe, HttpClient client) {
    return switch (probe) {
      case Probe.Http http -> ask(http, client);
      case Probe.InContainer inside -> ask(inside);
    };
  }

  private static Answer ask(Probe.Http probe, HttpClient client) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(bare(probe.uri())).timeout(LONGEST).GET();
      Optional.ofNullable(probe.uri().getUserInfo())
          .ifPresent(user -> request.header("Authorization", basic(user)));
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      return status == probe.status()
          ? new Answer(true, "answers with " + status)
          : new Answer(false, "answers with %d, not %d".formatted(status, probe.status()));
    } catch (HttpTimeoutException e) {
      return new Answer(false, "does not answer");
    } catch (ConnectException e) {
      return new Answer(false, "can't be reached");
    } catch (IOException e) {
      return new Answer(false, "answers with no page");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while probes were asked").causedBy(e);
    }
  }

  private Answer ask(Probe.InContainer probe) {
    try {
      Optional<ServiceContainer> container =
          engine.of(project).stream()
              .filter(each -> each.service().equals(probe.service()))
              .filter(each -> each.state() == State.RUNNING)
              .findFirst();
      if (container.isEmpty()) {
        return new Answer(false, "the service doesn't run");
      }
      int exit = engine.run(container.get().id(), probe.command(), LONGEST);
      return new Answer(exit == 0, "exits with " + exit);
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.INTERRUPTED) {
        throw e;
      }
      // What the engine says may quote the command.
      return new Answer(false, "can't be run");
    }
  }

  private static URI bare(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query);
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }
}
