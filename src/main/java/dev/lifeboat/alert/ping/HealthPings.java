package dev.lifeboat.alert.ping;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.JobPings;
import dev.lifeboat.config.AlertSettings;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** By the addresses of healthchecks: as they are, and with {@code /start} and {@code /fail}. */
public final class HealthPings implements JobPings {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 2;
  private static final int LONGEST = 2000;

  private final Map<String, GivenSecret> addresses;
  private final HttpPost post;
  private final Consumer<String> lost;

  /**
   * @param addresses by the names of jobs, {@link AlertSettings#ALL_JOBS} for the others
   * @param lost told what could not be sent
   */
  public HealthPings(
      Map<String, GivenSecret> addresses, InstantSource clock, Consumer<String> lost) {
    this.addresses = Map.copyOf(addresses);
    this.post = new HttpPost(clock, LIMIT);
    this.lost = lost;
  }

  @Override
  public void started(String job) {
    send(job, "/start", "");
  }

  @Override
  public void ended(String job, boolean good, String message) {
    send(job, good ? "" : "/fail", message);
  }

  private void send(String job, String way, String text) {
    Optional<GivenSecret> address =
        Optional.ofNullable(addresses.get(job))
            .or(() -> Optional.ofNullable(addresses.get(AlertSettings.ALL_JOBS)));
    if (address.isEmpty()) {
      return;
    }
    String body = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String failure = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        String base = address.get().get().reveal().replace("{job}", job);
        post.send(
            new HttpPost.Letter(with(base, way), "text/plain; charset=utf-8", body, Map.of()));
        return;
      } catch (DeliveryException | ProblemException e) {
        failure = String.valueOf(e.getMessage());
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    lost.accept("the ping of job '%s' did not get through: %s".formatted(job, failure));
  }

  /** Before the question mark, if there is one. */
  private static String with(String base, String way) {
    int question = base.indexOf('?');
    String path = question < 0 ? base : base.substring(0, question);
    String rest = question < 0 ? "" : base.substring(question);
    return path.replaceFirst("/$", "") + way + rest;
  }
}
