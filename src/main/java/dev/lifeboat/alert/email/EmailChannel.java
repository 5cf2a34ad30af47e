package dev.lifeboat.alert.email;

import dev.lifeboat.alert.AlertChannel;
import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import dev.lifeboat.config.ChannelSettings;
import dev.lifeboat.problem.ProblemException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Properties;

/** Mail by an SMTP server, or by the local sendmail. */
public final class EmailChannel implements AlertChannel {
  private final ChannelSettings.Email settings;
  private final Letter letter;
  private final Sendmail sendmail;

  public EmailChannel(ChannelSettings.Email settings, ZoneId zone) {
    this(settings, zone, Sendmail.local());
  }

  EmailChannel(ChannelSettings.Email settings, ZoneId zone, Sendmail sendmail) {
    this.settings = settings;
    this.letter = new Letter(settings, new Texts(zone));
    this.sendmail = sendmail;
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
    try {
      if (settings.server().isPresent()) {
        new Smtp(settings.server().get()).send(session -> letter.write(session, message));
      } else {
        sendmail.send(raw(message));
      }
    } catch (ProblemException e) {
      throw DeliveryException.lasting(String.valueOf(e.getMessage()));
    }
  }

  private String raw(Message message) throws DeliveryException {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      letter.write(Session.getInstance(new Properties()), message).writeTo(bytes);
      return bytes.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
    } catch (MessagingException | IOException e) {
      throw DeliveryException.lasting("the mail can't be written: look at 'to' and 'sender'");
    }
  }
}
