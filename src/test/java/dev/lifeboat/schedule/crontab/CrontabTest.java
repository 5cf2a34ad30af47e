package dev.lifeboat.schedule.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.schedule.JobKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cron makes of the lines that people write. */
class CrontabTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String MANUAL =
      """
      # MongoDB backup every 6 hours
      0 */6 * * * source ~/app/envs/.env.prod && ~/app/scripts/backup-mongodb.sh >> ~/backups/mongodb/cron.log 2>&1

      # Docker volumes backup daily at 2 AM
      0 2 * * * source ~/app/envs/.env.prod && ~/app/scripts/backup-docker-volumes.sh >> ~/backups/docker-volumes/cron.log 2>&1

      # Backup health monitoring every 15 minutes
      */15 * * * * ~/app/scripts/monitor-backups.sh >> ~/backups/mongodb/monitor.log 2>&1
      """;

  @Test
  void theUsualLinesNeverRunAndNothingReachesTheirLog() {
    List<Defect> defects = defects(MANUAL, false, Map.of(JobKind.BACKUP, Duration.ofHours(6)));

    assertThat(defects.stream().filter(each -> each.line() == 2).map(Defect::fact))
        .satisfiesExactly(
            fact -> assertThat(fact).contains("no 'source'").contains("127"),
            fact -> assertThat(fact).contains("without exporting").contains("empty password"),
            fact -> assertThat(fact).contains("only the last command"),
            fact -> assertThat(fact).contains("6 h apart").contains("objective of 6 h"));
    assertThat(defects.stream().filter(each -> each.line() == 5)).hasSize(3);
    assertThat(defects).noneMatch(each -> each.line() == 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "0 2 * * * /b.sh >> /l-$(/bin/date +%F) 2>&1;ends the command at a '%'",
        "0 2 * * * /b.sh;goes nowhere unless this host delivers mail",
        "0 2 * * * /b.sh >/dev/null 2>&1;thrown away",
        "0 2 * * * scripts/b.sh >> /l 2>&1;the path 'scripts/b.sh'",
        "0 2 * * * mongodump-42 >> /l 2>&1;the program 'mongodump-42' isn't in cron's PATH",
        "0 2 * * * /b.sh --password=geheim >> /l 2>&1;password in the command line",
        "0 2 * * * mongodump mongodb://u:geheim@h/ >> /l;password in the command line",
        "0 2 * * * DB_PASSWORD=geheim /b.sh >> /l 2>&1;password in the command line",
        "0 25 * * * /b.sh >> /l 2>&1;a field that is unknown",
        "0 0 30 2 * /b.sh >> /l 2>&1;never comes",
        "0 2 * *;isn't minute, hour, day",
        "0 2 * * * root /b.sh >> /l 2>&1;names a user",
      })
  void eachDefectIsNamedAndNoPasswordShown(String line, String fact) {
    List<Defect> defects = defects(line + "\n", false, Map.of());

    assertThat(defects)
        .singleElement()
        .satisfies(each -> assertThat(each.fact()).contains(fact))
        .satisfies(each -> assertThat(each.toString()).doesNotContain("geheim"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 2 * * * /b.sh >> /l-$(/bin/date +\\%F) 2>&1",
        "0 2 * * * (set -a && . /e/.env && /b.sh) 2>&1 | logger -t b",
        "0 2 * * * bash -c 'source /e/.env && /b.sh' >> /l 2>&1",
        "0 2 * * * (cd /srv && ./b.sh) >> /l 2>&1",
        "@daily /b.sh >> /l 2>&1",
        "0 2 * jan mon /b.sh >> /l 2>&1",
      })
  void whatIsRightIsNotBlamed(String line) {
    assertThat(defects(line + "\n", false, Map.of())).isEmpty();
  }

  @Test
  void settingsCountForTheLinesBelowThem() {
    assertThat(
            defects(
                """
                MAILTO=a@b.de
                SHELL=/bin/bash
                PATH=/opt
                0 2 * * * set -a; source /e/.env; own
                """,
                false,
                Map.of()))
        .isEmpty();
  }

  @Test
  void systemFilesHaveAUser() {
    assertThat(defects("0 2 * * * root /b.sh >> /l 2>&1\n", true, Map.of())).isEmpty();
    assertThat(defects("0 2 * * * /b.sh >> /l 2>&1\n", true, Map.of()))
        .singleElement()
        .satisfies(each -> assertThat(each.fact()).contains("user is missing"));
  }

  @Test
  void theLastLineNeedsItsEnd() {
    assertThat(defects("0 2 * * * /b.sh >> /l 2>&1", false, Map.of()))
        .singleElement()
        .satisfies(each -> assertThat(each.fact()).contains("no line feed"));
  }

  @Test
  void jobsTakeThePlaceOfWhatIsKnown() {
    String text =
        MANUAL
            + "0 3 * * * find /backups -name '*.gz' -mtime +30 -delete\n"
            + "0 4 * * * tar czf /b/v.tgz /var/lib/docker/volumes/x\n"
            + "@reboot /s/backup-mongodb.sh\n"
            + "5 5 * * * /usr/bin/certbot renew\n";
    Takeover takeover =
        Takeover.of(Crontab.parse(text, false), Map.of(), List.of(), NOW, ZoneOffset.UTC);

    assertThat(takeover.jobs().stream().map(each -> each.job().name() + " " + each.job().wording()))
        .containsExactly(
            "database cron 0 */6 * * *",
            "volumes cron 0 2 * * *",
            "monitor cron */15 * * * *",
            "prune cron 0 3 * * *",
            "volumes-2 cron 0 4 * * *");
    assertThat(takeover.left()).extracting(Takeover.Note::line).containsExactly(11, 12);
    assertThat(takeover.notes()).singleElement().extracting(Takeover.Note::line).isEqualTo(9);
  }

  @Test
  void anObjectiveThatTheTimesCantMeetTakesTheirPlaceAndNothingIsTakenTwice() {
    Map<JobKind, Duration> objective = Map.of(JobKind.BACKUP, Duration.ofHours(6));
    Crontab crontab = Crontab.parse(MANUAL, false);
    Takeover first = Takeover.of(crontab, objective, List.of(), NOW, ZoneOffset.UTC);

    assertThat(first.jobs().getFirst().job().wording()).isEqualTo("rpo 6h");
    assertThat(
            Takeover.of(
                    crontab,
                    objective,
                    first.jobs().stream().map(Takeover.Taken::job).toList(),
                    NOW,
                    ZoneOffset.UTC)
                .jobs())
        .isEmpty();
  }

  private static List<Defect> defects(
      String text, boolean system, Map<JobKind, Duration> objective) {
    Set<Path> programs =
        Set.of(
            Path.of("/usr/bin/bash"),
            Path.of("/usr/bin/logger"),
            Path.of("/usr/bin/mongodump"),
            Path.of("/opt/own"));
    return new CrontabExam(programs::contains, objective, NOW, ZoneOffset.UTC)
        .defects(Crontab.parse(text, system));
  }
}
