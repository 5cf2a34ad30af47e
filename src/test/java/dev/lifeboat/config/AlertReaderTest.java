package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.ChannelSettings.Email;
import dev.lifeboat.config.ChannelSettings.Format;
import dev.lifeboat.config.ChannelSettings.Hook;
import dev.lifeboat.config.ChannelSettings.MailServer;
import dev.lifeboat.config.ChannelSettings.Privacy;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReaderTest {
  private static final String START =
      """
      stack: shop
      mongo: {uri: 'mongodb://localhost:27017/'}
      repository: /srv/backups/shop
      encryption: none
      env-file: [secrets.env]
      alerts:
      """;

  @TempDir Path temp;

  private ConfigFolder folder() throws IOException {
    return new ConfigFolder(temp)
        .file("secrets.env", "URL=https://hooks.example.com/T/B/x\nPASSWORD=p\nKEY=k\n");
  }

  private AlertSettings read(String alerts) throws IOException {
    return folder().read(START + alerts.indent(2)).alerts();
  }

  private List<String> problems(String alerts) throws IOException {
    return folder().problems(START + alerts.indent(2)).stream()
        .map(text -> text.replaceFirst("^lifeboat.yaml:\\d+: ", ""))
        .toList();
  }

  @Test
  void withoutTheSectionNobodyIsTold() throws IOException {
    String text = START.replace("alerts:\n", "");
    assertThat(folder().read(text).alerts()).isEqualTo(AlertSettings.NONE);
  }

  @Test
  void readsWhenPeopleAreTold() throws IOException {
    AlertSettings alerts =
        read(
            """
            open-after: 2m
            clear-after: 5m
            remind: 6h
            per-hour: 12
            pings: {all: 'https://h/{job}'}
            """);
    assertThat(alerts.openAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(alerts.clearAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(alerts.remind()).isEqualTo(Duration.ofHours(6));
    assertThat(alerts.perHour()).isEqualTo(12);
    assertThat(alerts.pings())
        .containsEntry("all", new GivenSecret.Text(new Secret("https://h/{job}")));
  }

  @Test
  void readsEmail() throws IOException {
    assertThat(
            read("""
            channels:
              mail: {kind: email, to: [a@example.com, b@example.com], from: critical}
              server: {kind: email, to: a@example.com, smtp: mail.example.com, user: u, password: "${PASSWORD}"}
            """)
                .channels())
        .containsExactly(
            new Email(
                "mail",
                true,
                List.of("a@example.com", "b@example.com"),
                Optional.empty(),
                Optional.empty()),
            new Email(
                "server",
                false,
                List.of("a@example.com"),
                Optional.empty(),
                Optional.of(
                    new MailServer(
                        "mail.example.com",
                        587,
                        Privacy.STARTTLS,
                        Optional.empty(),
                        Optional.of("u"),
                        Optional.of(new GivenSecret.Text(new Secret("p")))))));
  }

  @Test
  void readsHooksAndNeverPrintsTheirAddresses() throws IOException {
    AlertSettings alerts =
        read(
            """
            channels:
              team: {kind: slack, url: "${URL}"}
              pager: {kind: pagerduty, secret: "${KEY}", from: warning}
            """);
    assertThat(alerts.channels())
        .extracting(channel -> ((Hook) channel).format())
        .containsExactly(Format.SLACK, Format.PAGERDUTY);
    assertThat(alerts.toString()).doesNotContain("hooks.example.com", "https");
  }

  @Test
  void saysAllThatIsWrong() throws IOException {
    assertThat(
            problems(
                """
                channels:
                  a: {kind: fax}
                  b: {kind: slack}
                  c: {kind: email, to: nobody}
                  d: {kind: email, to: a@b, smtp: 'x y'}
                  e: {kind: email, to: a@b, smtp: x, user: u}
                  f: {kind: email, to: a@b, smtp: x, tls: none, user: u, password: "${PASSWORD}"}
                  g: {kind: discord, url: "${URL}", template-file: t}
                  h: {kind: pagerduty}
                  i: {kind: slack, url: "${KEY}", to: a@b}
                  j: {kind: ntfy, url: "${URL}", form: critical}
                pings: {backup: nowhere}
                """))
        .containsExactly(
            "'alerts.channels.a.kind' isn't a kind of channel",
            "'alerts.channels.b' says not where to",
            "'alerts.channels.c.to' isn't an email address",
            "'alerts.channels.d.smtp' isn't the address of a mail server",
            "'alerts.channels.e' needs a user and a password, or neither",
            "'alerts.channels.f' would send a password that everybody on the way can read",
            "'alerts.channels.g.template-file' has no use with discord",
            "'alerts.channels.h' says not where to",
            "'alerts.channels.i.to' has no use with slack",
            "'alerts.channels.i.url' isn't an address",
            "unknown key 'alerts.channels.j.form'",
            "'alerts.pings.backup' isn't an address");
  }

  @Test
  void refusesASecretInAFileThatOthersCanRead() throws IOException {
    Path file = Files.writeString(temp.resolve("key"), "geheim\n");
    GivenSecret secret = new GivenSecret.InFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(secret::get)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("others than its owner");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(secret.get().reveal()).isEqualTo("geheim");
    Files.writeString(file, "\n");
    assertThatThrownBy(secret::get).hasMessageContaining("is empty");
    assertThatThrownBy(new GivenSecret.InFile(temp.resolve("none"))::get)
        .hasMessageContaining("can't be read");
  }
}
