package dev.lifeboat.alert.email;

import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import dev.lifeboat.config.ChannelSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A message as a mail: text, and the same as HTML. */
record Letter(ChannelSettings.Email settings, Texts texts) {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int LONGEST_SUBJECT = 180;

  MimeMessage write(Session session, Message message) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(settings.sender().orElse("lifeboat@" + host(message))));
    for (String to : settings.to()) {
      mail.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to));
    }
    String subject = message.title().replaceAll("\\s+", " ");
    mail.setSubject(
        subject.length() > LONGEST_SUBJECT
            ? subject.substring(0, LONGEST_SUBJECT - 1) + "…"
            : subject,
        UTF_8);
    mail.setSentDate(Date.from(message.at()));
    // No machine answers, and a reader's program shows an alert with its end.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader(
        "References",
        "<%s.%d@lifeboat.invalid>"
            .formatted(message.stack().replaceAll("[^A-Za-z0-9.-]", "-"), message.number()));
    MimeBodyPart text = new MimeBodyPart();
    text.setText(texts.plain(message), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(texts.html(message), UTF_8, "html");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    return mail;
  }

  private static String host(Message message) {
    String name = message.host().replaceAll("[^A-Za-z0-9.-]", "");
    return name.isEmpty() ? "localhost" : name;
  }
}
