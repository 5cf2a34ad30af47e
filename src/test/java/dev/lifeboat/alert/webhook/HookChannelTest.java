package dev.lifeboat.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.alert.AlertChannel;
import dev.lifeboat.alert.AlertChannelContract;
import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Messages;
import dev.lifeboat.alert.Receiver;
import dev.lifeboat.config.ChannelSettings;
import dev.lifeboat.config.ChannelSettings.Format;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookChannelTest {
  private static final String SECRET = "hunter2secret";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:05Z");

  /** The contract, for each format. */
  abstract static class Contract extends AlertChannelContract {
    private final Format format;
    private Receiver receiver;

    Contract(Format format) throws IOException {
      this.format = format;
      this.receiver = new Receiver();
    }

    @AfterEach
    void close() {
      receiver.close();
    }

    @Override
    protected AlertChannel channel() {
      return hook(format, receiver.url("/services/" + SECRET), Optional.of(SECRET));
    }

    @Override
    protected String received() {
      return receiver.requests().stream()
          .map(request -> request.body().replace("\\u0026lt;", "<"))
          .collect(Collectors.joining("\n"));
    }

    @Override
    protected int count() {
      return receiver.requests().size();
    }

    @Override
    protected void refuse() {
      receiver.answer(403, Map.of());
    }
  }

  @Nested
  class Slack extends Contract {
    Slack() throws IOException {
      super(Format.SLACK);
    }
  }

  @Nested
  class Discord extends Contract {
    Discord() throws IOException {
      super(Format.DISCORD);
    }
  }

  @Nested
  class Webhook extends Contract {
    Webhook() throws IOException {
      super(Format.WEBHOOK);
    }
  }

  @Nested
  class Ntfy extends Contract {
    Ntfy() throws IOException {
      super(Format.NTFY);
    }
  }

  @Nested
  class PagerDuty extends Contract {
    PagerDuty() throws IOException {
      super(Format.PAGERDUTY);
    }
  }

  @TempDir Path temp;
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private static HookChannel hook(Format format, String url, Optional<String> secret) {
    return hook(format, url, secret, Optional.empty());
  }

  private static HookChannel hook(
      Format format, String url, Optional<String> secret, Optional<Path> template) {
    return new HookChannel(
        new ChannelSettings.Hook(
            "team",
            false,
            format,
            Optional.of(new GivenSecret.Text(new Secret(url))),
            secret.map(text -> new GivenSecret.Text(new Secret(text))),
            template),
        ZoneOffset.UTC,
        InstantSource.fixed(NOW),
        Duration.ofSeconds(20));
  }

  private String sent(Format format, Message message) throws DeliveryException {
    hook(format, receiver.url("/topic"), Optional.of("key")).send(message);
    return receiver.requests().getLast().body();
  }

  @Test
  void looksLikeThisInSlack() throws DeliveryException {
    assertThat(sent(Format.SLACK, Messages.opened()))
        .contains("\"text\":\"CRITICAL shop: repository: '/srv/&lt;backups&gt;' is gone\"")
        .contains("\"color\":\"#c62828\"");
    assertThat(sent(Format.SLACK, Messages.cleared())).contains("\"color\":\"#2e7d32\"");
  }

  @Test
  void callsNobodyInDiscord() throws DeliveryException {
    assertThat(sent(Format.DISCORD, Messages.opened()))
        .contains("\"allowed_mentions\":{\"parse\":[]}", "\"color\":12986408");
  }

  @Test
  void asksForAttentionInNtfy() throws DeliveryException {
    assertThat(sent(Format.NTFY, Messages.opened()))
        .contains("\"topic\":\"topic\"", "\"priority\":5", "\"tags\":[\"rotating_light\"]");
    assertThat(receiver.requests().getLast().path()).isEqualTo("/");
    assertThat(receiver.requests().getLast().header("Authorization")).isEqualTo("Bearer key");
    assertThat(sent(Format.NTFY, Messages.cleared())).contains("\"priority\":3");
  }

  @Test
  void anAlertAndItsEndHaveOneKeyInPagerDuty() throws DeliveryException {
    assertThat(sent(Format.PAGERDUTY, Messages.opened()))
        .contains(
            "\"event_action\":\"trigger\"",
            "\"routing_key\":\"key\"",
            "\"dedup_key\":\"lifeboat/shop/repository/7\"",
            "\"severity\":\"critical\"");
    assertThat(sent(Format.PAGERDUTY, Messages.cleared()))
        .contains("\"event_action\":\"resolve\"", "\"dedup_key\":\"lifeboat/shop/repository/7\"");
  }

  @Test
  void signsWhatItSendsWithItsTime() throws DeliveryException {
    String body = sent(Format.WEBHOOK, Messages.opened());
    Receiver.Request request = receiver.requests().getLast();
    assertThat(request.header("Lifeboat-Timestamp")).isEqualTo("1795435205");
    assertThat(request.header("Lifeboat-Signature"))
        .isEqualTo("v1=" + GenericForm.signature("key", "1795435205." + body));
    assertThat(request.header("Idempotency-Key")).isEqualTo("shop-7-OPENED-1795435200000");
  }

  /** The example of RFC 4231, test case 2. */
  @Test
  void signsAsOthersDo() {
    assertThat(GenericForm.signature("Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void fillsATemplate() throws Exception {
    Path template =
        Files.writeString(
            temp.resolve("t.json"),
            "{\"msg\": \"{{title}}: {{cause}}\", \"n\": {{ number }}, \"run\": {{commands}}}");
    hook(Format.WEBHOOK, receiver.url("/"), Optional.empty(), Optional.of(template))
        .send(Messages.opened());
    assertThat(receiver.requests().getLast().body())
        .isEqualTo(
            "{\"msg\": \"CRITICAL shop: repository: '/srv/<backups>' is gone: '/srv/<backups>' is"
                + " gone & \\\"nobody\\\" knows why\", \"n\": 7, \"run\": [\"lifeboat"
                + " doctor\",\"lifeboat backup\"]}");
  }

  @Test
  void aTemplateThatAsksForSomethingElseIsAnErrorThatLasts() throws Exception {
    Path template = Files.writeString(temp.resolve("t.json"), "{{titel}}");
    assertThat(
            failure(
                hook(Format.WEBHOOK, receiver.url("/"), Optional.empty(), Optional.of(template))))
        .hasMessageContaining("has '{{titel}}', which isn't one of kind, state, stack")
        .matches(DeliveryException::isLasting);
  }

  private static DeliveryException failure(AlertChannel channel) {
    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> channel.send(Messages.opened()));
    assertThat(failure).as("it was sent").isNotNull();
    assertThat(failure.getMessage()).doesNotContain(SECRET);
    return failure;
  }

  @ParameterizedTest
  @CsvSource({
    "500, false",
    "502, false",
    "429, false",
    "408, false",
    "404, true",
    "410, true",
    "400, true",
    "302, true",
    "308, true"
  })
  void knowsWhatMayPass(int status, boolean lasting) {
    receiver.answer(status, Map.of("Location", receiver.url("/other")));
    DeliveryException failure =
        failure(hook(Format.SLACK, receiver.url("/" + SECRET), Optional.empty()));
    assertThat(failure).hasMessageContaining("localhost answered with " + status);
    assertThat(failure.isLasting()).isEqualTo(lasting);
    assertThat(receiver.requests()).as("no redirect is followed").hasSize(1);
  }

  @Test
  void waitsAsLongAsItIsTold() {
    receiver.answer(429, Map.of("Retry-After", "90"));
    assertThat(failure(hook(Format.SLACK, receiver.url("/"), Optional.empty())).patience())
        .contains(Duration.ofSeconds(90));
    receiver.answer(503, Map.of("Retry-After", "Mon, 23 Nov 2026 12:02:05 GMT"));
    assertThat(failure(hook(Format.SLACK, receiver.url("/"), Optional.empty())).patience())
        .contains(Duration.ofMinutes(2));
    receiver.answer(429, Map.of("Retry-After", "999999999"));
    assertThat(failure(hook(Format.SLACK, receiver.url("/"), Optional.empty())).patience())
        .contains(Duration.ofHours(6));
    receiver.answer(429, Map.of("Retry-After", "soon"));
    assertThat(failure(hook(Format.SLACK, receiver.url("/"), Optional.empty())).patience())
        .isEmpty();
  }

  @Test
  void doesNotWaitForEver() {
    receiver.fallSilent();
    HookChannel channel =
        new HookChannel(
            new ChannelSettings.Hook(
                "team",
                false,
                Format.SLACK,
                Optional.of(new GivenSecret.Text(new Secret(receiver.url("/" + SECRET)))),
                Optional.empty(),
                Optional.empty()),
            ZoneOffset.UTC,
            InstantSource.fixed(NOW),
            Duration.ofMillis(300));
    assertThat(failure(channel))
        .hasMessage("localhost did not answer in time")
        .matches(each -> !each.isLasting());
  }

  @Test
  void saysWhatIsWrongWithoutTheAddress() {
    String gone = receiver.url("/" + SECRET);
    receiver.close();
    assertThat(failure(hook(Format.SLACK, gone, Optional.empty())))
        .hasMessage("localhost can't be reached");
    assertThat(failure(hook(Format.SLACK, "not an address/" + SECRET, Optional.empty())))
        .hasMessage("what is given as its address isn't one")
        .matches(DeliveryException::isLasting);
  }

  @Test
  void aSecretFileThatIsNotThereIsAnErrorOfTheChannel() {
    HookChannel channel =
        new HookChannel(
            new ChannelSettings.Hook(
                "team",
                false,
                Format.SLACK,
                Optional.of(new GivenSecret.InFile(temp.resolve("none"))),
                Optional.empty(),
                Optional.empty()),
            ZoneOffset.UTC,
            InstantSource.fixed(NOW));
    assertThat(failure(channel)).hasMessageContaining("can't be read");
  }
}
