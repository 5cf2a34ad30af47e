package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.lifeboat.alert.Receiver;
import dev.lifeboat.sandbox.MongodFixture;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A real repository goes and comes back, and people hear of it: once, and that it is over. */
class AlertingIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);
  private static final String SECRET = "hunter2secret";

  @TempDir Path folder;
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Receiver hook = open();

  private static Receiver open() {
    try {
      return new Receiver();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    mail.start();
    MONGO.database().drop();
    MONGO.database().getCollection("orders").insertOne(new Document("_id", 1));
    assertThat(
            run(
                    "init",
                    "--no-input",
                    "--stack",
                    "shop",
                    "--mongo-uri",
                    MONGO.uri(),
                    "--database",
                    MONGO.databaseName(),
                    "--repository",
                    folder.resolve("repository").toString())
                .exit())
        .isZero();
    Path config = folder.resolve("lifeboat.yaml");
    Files.writeString(
        config, Files.readString(config).replaceFirst("(?m)^min-free: .*$", "min-free: 0"));
    Files.writeString(
        config,
        """
        monitor: {min-room: 1MB}
        alerts:
          clear-after: 1ms
          channels:
            mail: {kind: email, from: critical, to: ops@example.com, smtp: '127.0.0.1:%d', tls: none}
            hook: {kind: webhook, from: critical, url: '%s'}
        """
            .formatted(mail.getSmtp().getPort(), hook.url("/services/" + SECRET)),
        StandardOpenOption.APPEND);
    Files.setPosixFilePermissions(
        config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(run("backup", "--json").exit()).isZero();
  }

  @AfterEach
  void stop() {
    mail.stop();
    hook.close();
  }

  private List<String> subjects() throws Exception {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage each : mail.getReceivedMessages()) {
      subjects.add(each.getSubject());
    }
    return subjects;
  }

  @Test
  void aRepositoryThatGoesAndComesBackIsOneMailAndOneAllClear() throws Exception {
    assertThat(run("monitor", "--alert").exit()).isZero();
    assertThat(subjects()).isEmpty();

    Files.move(folder.resolve("repository"), folder.resolve("elsewhere"));
    assertThat(run("monitor", "--alert").exit()).isEqualTo(9);
    assertThat(run("monitor", "--alert").exit()).isEqualTo(9);
    assertThat(subjects()).hasSize(1);
    assertThat(subjects().getFirst()).startsWith("CRITICAL shop: repository: ");
    Object text =
        ((MimeMultipart) mail.getReceivedMessages()[0].getContent()).getBodyPart(0).getContent();
    assertThat(String.valueOf(text))
        .contains("At risk:  no backup can be made now, and none can be restored")
        .contains("Also:     freshness of 'mongo': ", "Audit:    entry ");

    Program.Ended list = run("alert", "list", "--json");
    assertThat(list.exit()).as(list.err()).isZero();
    var open = JsonMapper.builder().build().readTree(list.out()).path("alerts");
    List<String> about = new ArrayList<>();
    open.forEach(each -> about.add(each.path("about").asString("")));
    assertThat(about).contains("repository");
    assertThat(run("alert", "ack", "repository", "--note", "on it").exit()).isZero();
    assertThat(run("alert", "list").out()).contains(System.getProperty("user.name"));
    assertThat(run("alert", "ack", "99").exit()).isEqualTo(5);

    Files.move(folder.resolve("elsewhere"), folder.resolve("repository"));
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (subjects().size() < 2 && Instant.now().isBefore(end)) {
      assertThat(run("monitor", "--alert").exit()).isZero();
    }
    assertThat(run("monitor", "--alert").exit()).isZero();
    assertThat(subjects()).hasSize(2);
    assertThat(subjects().getLast()).isEqualTo("OK shop: repository is well again");
    assertThat(hook.requests()).as("the other channel heard the same").hasSize(2);
    assertThat(run("alert", "log", "--json").out())
        .contains("\"sent\"", "OPENED", "CLEARED")
        .doesNotContain(SECRET);
  }

  @Test
  void aChannelThatIsDownIsAnAlertOnTheOthers() throws Exception {
    hook.answer(404, Map.of());
    Program.Ended tried = run("alert", "test");
    assertThat(tried.exit()).isEqualTo(1);
    assertThat(tried.out() + tried.err())
        .contains("localhost answered with 404")
        .doesNotContain(SECRET);
    assertThat(run("monitor", "--alert").exit()).isZero();
    assertThat(subjects())
        .hasSize(2)
        .last()
        .isEqualTo(
            "CRITICAL shop: alert channel of 'hook': nothing gets through: localhost answered with"
                + " 404");
    assertThat(hook.requests()).as("it hears nothing of itself").hasSize(1);
    hook.answer(200, Map.of());
    assertThat(run("alert", "test", "hook").exit()).isZero();
    assertThat(run("alert", "test", "fax").exit()).isEqualTo(5);
  }

  @Test
  void aSilenceHasAnEndAndAReason() {
    assertThat(run("alert", "silence", "repository", "--for", "2h").exit()).isEqualTo(2);
    assertThat(run("alert", "silence", "everything", "--for", "2h", "--reason", "x").exit())
        .isEqualTo(2);
    assertThat(run("alert", "silence", "all", "--for", "2h", "--reason", "drill").exit()).isZero();
    assertThat(run("alert", "list").out()).contains("drill", "all");
    assertThat(run("alert", "silence", "--end", "1").exit()).isZero();
    assertThat(run("alert", "silence", "--end", "1").exit()).isEqualTo(5);
    assertThat(run("audit", "log").out()).contains("alert silence");
  }

  private Program.Ended run(String... words) {
    return new Calls(folder).run(words);
  }
}
