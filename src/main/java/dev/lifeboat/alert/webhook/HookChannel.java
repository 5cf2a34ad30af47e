package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.AlertChannel;
import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import dev.lifeboat.config.ChannelSettings;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** A channel that posts each message to an address. */
public final class HookChannel implements AlertChannel {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final ChannelSettings.Hook settings;
  private final Form form;
  private final InstantSource clock;
  private final HttpPost post;

  public HookChannel(ChannelSettings.Hook settings, ZoneId zone, InstantSource clock) {
    this(settings, zone, clock, LIMIT);
  }

  /**
   * @param limit how long an answer may take
   */
  HookChannel(ChannelSettings.Hook settings, ZoneId zone, InstantSource clock, Duration limit) {
    this.settings = settings;
    this.form = form(settings, new Texts(zone));
    this.clock = clock;
    this.post = new HttpPost(clock, limit);
  }

  private static Form form(ChannelSettings.Hook settings, Texts texts) {
    return switch (settings.format()) {
      case SLACK -> new SlackForm(texts);
      case DISCORD -> new DiscordForm(texts);
      case WEBHOOK -> new GenericForm(texts, settings.template());
      case NTFY -> new NtfyForm(texts);
      case PAGERDUTY -> new PagerDutyForm();
    };
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean redOnly() {
    return settings.redOnly();
  }

  @Override
  public void send(Message message) throws DeliveryException {
    HttpPost.Letter letter;
    try {
      letter =
          form.letter(
              message,
              new Form.Target(read(settings.url()), read(settings.secret()), clock.instant()));
    } catch (ProblemException e) {
      throw DeliveryException.lasting(String.valueOf(e.getMessage()));
    }
    post.send(letter);
  }

  private static Optional<String> read(Optional<GivenSecret> secret) {
    return secret.map(given -> given.get().reveal());
  }
}
