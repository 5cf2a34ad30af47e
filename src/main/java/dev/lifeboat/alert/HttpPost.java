package dev.lifeboat.alert;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Posts a text to an address that must not be seen: of it, only the host gets into an error. No
 * redirect is followed, since it could take a secret to another host.
 */
public final class HttpPost {
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private final InstantSource clock;
  private final Duration limit;

  /**
   * @param limit how long an answer may take, all of it
   */
  public HttpPost(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * A text to post.
   *
   * @param address where to
   * @param type its media type
   * @param headers more of them
   */
  public record Letter(String address, String type, String body, Map<String, String> headers) {
    public Letter {
      headers = Map.copyOf(headers);
    }

    /** The same with another header. */
    public Letter with(String name, String value) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(name, value);
      return new Letter(address, type, body, all);
    }

    /** Without the secrets in it. */
    @Override
    public String toString() {
      return "a letter";
    }
  }

  /**
   * Posts it. Once this returns, the receiver has said that it has it.
   *
   * @throws DeliveryException if it hasn't
   */
  public void send(Letter letter) throws DeliveryException {
    URI uri = uri(letter.address());
    HttpRequest request = request(letter, uri);
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .build()) {
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(request, BodyHandlers.discarding());
      try {
        judge(uri.getHost(), answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        throw DeliveryException.passing(uri.getHost() + " did not answer in time");
      } catch (ExecutionException e) {
        throw failed(uri.getHost(), e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeliveryException.passing("interrupted while it was sent");
      } finally {
        client.shutdownNow();
      }
    }
  }

  private HttpRequest request(Letter letter, URI uri) throws DeliveryException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(bare(uri))
              .timeout(limit)
              .header("Content-Type", letter.type())
              .header("User-Agent", "lifeboat")
              .POST(BodyPublishers.ofString(letter.body()));
      letter.headers().forEach(request::header);
      Optional.ofNullable(uri.getUserInfo())
          .ifPresent(user -> request.header("Authorization", basic(user)));
      return request.build();
    } catch (IllegalArgumentException e) {
      // Its words would hold the header's value, which may be a secret.
      throw DeliveryException.lasting(
          "its address, or a token or header of it, holds what HTTP doesn't allow, such as a line"
              + " break");
    }
  }

  private void judge(String host, HttpResponse<Void> answer) throws DeliveryException {
    int status = answer.statusCode();
    String fact = "%s answered with %d".formatted(host, status);
    if (status >= 200 && status < 300) {
      return;
    }
    if (status >= 300 && status < 400) {
      throw DeliveryException.lasting(
          fact + ", a redirect, which is not followed: name the final address");
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      Optional<Duration> wait = answer.headers().firstValue("Retry-After").flatMap(this::wait);
      throw wait.isPresent()
          ? DeliveryException.passing(fact, wait.get())
          : DeliveryException.passing(fact);
    }
    throw DeliveryException.lasting(fact);
  }

  /** Seconds, or a date. */
  private Optional<Duration> wait(String text) {
    try {
      Duration wait =
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  Instant.from(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
      return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
          .filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The words of an exception may hold the address. */
  private static DeliveryException failed(String host, Throwable failure) {
    return switch (failure) {
      case HttpConnectTimeoutException _ ->
          DeliveryException.passing(host + " can't be reached in time");
      case HttpTimeoutException _ -> DeliveryException.passing(host + " did not answer in time");
      case UnknownHostException _ -> DeliveryException.passing(host + " isn't known");
      case ConnectException refused ->
          DeliveryException.passing(
              refused.getCause() instanceof java.nio.channels.UnresolvedAddressException
                  ? host + " isn't known"
                  : host + " can't be reached");
      case SSLException _ ->
          DeliveryException.lasting(host + " has no certificate that is trusted here");
      case IOException _ -> DeliveryException.passing(host + " broke off");
      default -> DeliveryException.passing("could not be sent to " + host);
    };
  }

  private static URI uri(String address) throws DeliveryException {
    try {
      URI uri = new URI(address);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its words hold the address.
    }
    throw DeliveryException.lasting("what is given as its address isn't one");
  }

  private static URI bare(URI uri) throws DeliveryException {
    String text = uri.toString();
    String user = uri.getRawUserInfo();
    return user == null ? uri : uri(text.replace("//" + user + "@", "//"));
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }
}
