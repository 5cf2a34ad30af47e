package dev.lifeboat.alert.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.lifeboat.alert.AlertChannel;
import dev.lifeboat.alert.AlertChannelContract;
import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.Messages;
import dev.lifeboat.config.ChannelSettings;
import dev.lifeboat.config.ChannelSettings.MailServer;
import dev.lifeboat.config.ChannelSettings.Privacy;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.Secret;
import dev.lifeboat.source.mongo.Certificates;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real mail server, with STARTTLS and a login. */
class EmailIT extends AlertChannelContract {
  @TempDir static Path folder;
  private static Path authority = Path.of("none");
  private static StartTls.Identity identity = new StartTls.Identity(Path.of("none"));

  private GreenMail greenMail = new GreenMail();
  private StartTls front = StartTls.NONE;

  @BeforeAll
  static void makeCertificates() {
    Certificates certificates = Certificates.in(folder);
    authority = certificates.authority();
    identity = StartTls.Identity.of(certificates.server("DNS:localhost"), folder);
  }

  @BeforeEach
  void start() throws Exception {
    greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    greenMail.start();
    greenMail.setUser("lifeboat", SECRET);
    greenMail.getUserManager().setAuthRequired(true);
    front = StartTls.before(greenMail.getSmtp().getPort(), identity);
  }

  @AfterEach
  void stop() {
    front.close();
    greenMail.stop();
  }

  private AlertChannel channel(MailServer server) {
    return new EmailChannel(
        new ChannelSettings.Email(
            "mail",
            false,
            List.of("ops@example.com"),
            Optional.of("lifeboat@example.com"),
            Optional.of(server)),
        ZoneOffset.UTC);
  }

  private MailServer server(int port, Privacy privacy, String password) {
    return new MailServer(
        "localhost",
        port,
        privacy,
        Optional.of(authority),
        Optional.of("lifeboat"),
        Optional.of(new GivenSecret.Text(new Secret(password))));
  }

  @Override
  protected AlertChannel channel() {
    return channel(server(front.port(), Privacy.STARTTLS, SECRET));
  }

  @Override
  protected String received() throws Exception {
    StringBuilder all = new StringBuilder();
    for (MimeMessage mail : greenMail.getReceivedMessages()) {
      all.append(mail.getSubject()).append('\n').append(part(mail, 0));
    }
    return all.toString();
  }

  private static String part(MimeMessage mail, int number) throws Exception {
    Part part = ((MimeMultipart) mail.getContent()).getBodyPart(number);
    return String.valueOf(part.getContent()).replace("\r\n", "\n");
  }

  @Override
  protected int count() {
    return greenMail.getReceivedMessages().length;
  }

  @Override
  protected void refuse() {
    greenMail.setUser("lifeboat", "another");
  }

  @Test
  void isTextAndTheSameAsHtml() throws Exception {
    channel().send(Messages.opened());
    MimeMessage mail = greenMail.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("CRITICAL shop: repository: '/srv/<backups>' is gone");
    assertThat(mail.getFrom()[0]).hasToString("lifeboat@example.com");
    assertThat(mail.getAllRecipients()[0]).hasToString("ops@example.com");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("References")).containsExactly("<shop.7@lifeboat.invalid>");
    assertThat(part(mail, 0)).contains("At risk:  no backup can be made now");
    assertThat(part(mail, 1)).contains("<code>lifeboat doctor</code>");
  }

  private static DeliveryException failure(AlertChannel channel) {
    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> channel.send(Messages.opened()));
    assertThat(failure).as("it was sent").isNotNull();
    assertThat(failure.getMessage()).doesNotContain(SECRET);
    return failure;
  }

  @Test
  void saysThatThePasswordIsWrong() {
    assertThat(failure(channel(server(front.port(), Privacy.STARTTLS, "wrong"))))
        .hasMessage(
            "mail server localhost:%d refused the login of user 'lifeboat'".formatted(front.port()))
        .matches(DeliveryException::isLasting);
    assertThat(count()).isZero();
  }

  @Test
  void sendsNothingToAServerWithoutStartTls() {
    int plain = greenMail.getSmtp().getPort();
    assertThat(failure(channel(server(plain, Privacy.STARTTLS, SECRET))))
        .hasMessage(
            "mail server localhost:%d offers no STARTTLS, so nothing is sent to it"
                .formatted(plain));
    assertThat(count()).isZero();
  }

  @Test
  void trustsNobodyElsesCertificate() {
    MailServer unknown =
        new MailServer(
            "localhost",
            front.port(),
            Privacy.STARTTLS,
            Optional.empty(),
            Optional.of("lifeboat"),
            Optional.of(new GivenSecret.Text(new Secret(SECRET))));
    assertThat(failure(channel(unknown)))
        .hasMessageContaining("has no certificate for its name that is trusted here")
        .matches(DeliveryException::isLasting);
  }

  @Test
  void trustsNoCertificateForAnotherName() {
    MailServer other =
        new MailServer(
            "127.0.0.1",
            front.port(),
            Privacy.STARTTLS,
            Optional.of(authority),
            Optional.of("lifeboat"),
            Optional.of(new GivenSecret.Text(new Secret(SECRET))));
    assertThat(failure(channel(other)))
        .hasMessageContaining("has no certificate for its name that is trusted here");
  }

  @Test
  void saysThatNobodyListens() {
    int port = front.port();
    front.close();
    assertThat(failure(channel(server(port, Privacy.STARTTLS, SECRET))))
        .hasMessage("mail server localhost:%d can't be reached".formatted(port))
        .matches(each -> !each.isLasting());
  }

  @Test
  void usesTheLocalSendmailWhereNoServerIsNamed() throws Exception {
    Path program = folder.resolve("sendmail");
    Path taken = folder.resolve("taken");
    java.nio.file.Files.writeString(
        program, "#!/bin/sh\necho \"$@\" > '" + taken + "'\ncat >> '" + taken + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    sendmail(program).send(Messages.opened());
    assertThat(java.nio.file.Files.readString(taken))
        .startsWith("-t -i\n")
        .contains("To: ops@example.com\n", "From: lifeboat@db1\n", "Content-Type: text/html")
        .contains("At risk:  no backup can be made now");
  }

  @Test
  void saysThatThereIsNoSendmail() {
    assertThat(failure(sendmail(folder.resolve("none"))))
        .hasMessageContaining("cannot start 'none'")
        .hasMessageContaining("'smtp' in the channel");
  }

  private static AlertChannel sendmail(Path program) {
    return new EmailChannel(
        new ChannelSettings.Email(
            "mail", false, List.of("ops@example.com"), Optional.empty(), Optional.empty()),
        ZoneOffset.UTC,
        new Sendmail(program.toString()));
  }
}
