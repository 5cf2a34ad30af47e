package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Message.Origin ORIGIN =
      new Message.Origin("shop", "db1", Optional.of("412:9f86"));
  private final Texts texts = new Texts(ZoneOffset.UTC);

  @Test
  void saysAllThatPeopleNeed() {
    assertThat(texts.plain(Messages.opened()))
        .isEqualTo(
            """
            CRITICAL shop: repository: '/srv/<backups>' is gone

            At risk:  no backup can be made now, and none can be restored
            Since:    2026-11-23 11:40:00 +00:00, for 20 min 00 s
            Cause:    '/srv/<backups>' is gone & "nobody" knows why
            Also:     freshness: no backup for 8 h
                      verified: not known
            Next:     lifeboat doctor
                      lifeboat backup
            Audit:    412:9f86d081884c7d65
            Host:     db1
            Alert:    7, repository
            """);
  }

  @Test
  void saysThatItIsOver() {
    assertThat(texts.plain(Messages.cleared()))
        .isEqualTo(
            """
            OK shop: repository is well again

            At risk:  nothing any more from this alert
            Since:    2026-11-23 11:40:00 +00:00, for 20 min 00 s
            Cause:    it was: '/srv/<backups>' is gone
            Host:     db1
            Alert:    7, repository
            """);
  }

  @Test
  void itsPageRunsNothing() {
    assertThat(texts.html(Messages.opened()))
        .contains("<title>CRITICAL shop: repository: '/srv/&lt;backups&gt;' is gone</title>")
        .contains("<code>lifeboat doctor</code><br><code>lifeboat backup</code>")
        .contains("&amp; &quot;nobody&quot;")
        .doesNotContain("<backups>", "http", "<script");
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void knowsWhatIsAtRisk(Metric metric) {
    Alert alert =
        Alert.of(
            1,
            new Trouble(Seen.verdict(metric, "", State.UNKNOWN, "nobody could look"), List.of()),
            Seen.NOON);
    Message message =
        Message.of(new Notice(Notice.Kind.OPENED, alert), ORIGIN, Optional.empty(), Seen.NOON);
    assertThat(message.risk()).startsWith("unknown, so count on it: ");
    assertThat(message.title())
        .isEqualTo("UNKNOWN shop: " + metric.words() + ": nobody could look");
    assertThat(AlertJson.message(AlertJson.print(message))).isEqualTo(message);
  }

  @Test
  void theCauseBehindTheCauseGoesFirst() {
    Alert alert =
        Alert.of(
            1,
            new Trouble(Seen.critical(Metric.FRESHNESS, "no backup for 8 h"), List.of()),
            Seen.NOON);
    Message message =
        Message.of(
            new Notice(Notice.Kind.OPENED, alert),
            ORIGIN,
            Optional.of(new Diagnosis("the job never ran", List.of("lifeboat recover"))),
            Seen.NOON);
    assertThat(message.cause()).isEqualTo("the job never ran");
    assertThat(message.commands()).containsExactly("lifeboat recover");
  }
}
