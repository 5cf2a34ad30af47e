package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.schedule.CronExpression;
import dev.lifeboat.schedule.DailyWindow;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.schedule.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonReaderTest {
  /** All that it reads, with nothing as it is without. */
  static final String EVERY_KEY =
      """
      jobs:
        database:
          kind: backup
          cron: "0 */6 * * *"
          time-zone: Europe/Berlin
          jitter: 5m
          window: "22:00-06:00"
          timeout: 2h
          retries: 0
          arguments: [--tag, scheduled]
        watch: {kind: monitor, every: 15m}
        volumes: {kind: volumes, rpo: 1d}
      daemon:
        time-zone: UTC
        detection: 30m
        grace: 2m
        log: json
        database:
          url: jdbc:postgresql://db:5432/lifeboat
          user: lifeboat
          password: ${TLS_PASSWORD}
      """;

  /** What that says, where the variable is {@code tls secret}. */
  static final DaemonSettings EVERY_KEY_SAYS =
      new DaemonSettings(
          List.of(
              new Job(
                  "database",
                  JobKind.BACKUP,
                  new Trigger.Cron(CronExpression.parse("0 */6 * * *")),
                  Optional.of(ZoneId.of("Europe/Berlin")),
                  Duration.ofMinutes(5),
                  Optional.of(DailyWindow.parse("22:00-06:00")),
                  Duration.ofHours(2),
                  0,
                  List.of("--tag", "scheduled")),
              Job.of("watch", JobKind.MONITOR, new Trigger.Every(Duration.ofMinutes(15))),
              Job.of("volumes", JobKind.VOLUMES, new Trigger.Objective(Duration.ofDays(1)))),
          Optional.of(ZoneId.of("UTC")),
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          true,
          Optional.of(
              new DaemonSettings.Server(
                  "jdbc:postgresql://db:5432/lifeboat",
                  Optional.of("lifeboat"),
                  Optional.of(new Secret("tls secret")),
                  Optional.empty())));

  private static final String START =
      """
      stack: shop
      mongo: {uri: 'mongodb://localhost:27017/'}
      repository: backups
      encryption: none
      """;

  @TempDir Path temp;

  @Test
  void withoutASectionNothingIsDone() {
    assertThat(new ConfigFolder(temp).read(START).daemon()).isEqualTo(DaemonSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "jobs: {a: {kind: backup}} | needs one of 'cron', 'every' and 'rpo'",
        "jobs: {a: {kind: backup, every: 1h, rpo: 6h}} | needs one of 'cron', 'every' and 'rpo',"
            + " not several",
        "jobs: {a: {every: 1h}} | missing key 'jobs.a.kind'",
        "jobs: {a: {kind: dance, every: 1h}} | 'jobs.a.kind' isn't a kind of job: 'dance'",
        "jobs: {a: {kind: backup, cron: '0 25 * * *'}} | 'jobs.a.cron' isn't a cron expression: '0"
            + " 25 * * *'",
        "jobs: {a: {kind: backup, every: 10s}} | 'jobs.a.every' isn't a span of a minute or more",
        "jobs: {a: {kind: backup, every: 1h, window: late}} | 'jobs.a.window' isn't a part of the"
            + " day: 'late'",
        "jobs: {a: {kind: backup, every: 1h, retries: -1}} | 'jobs.a.retries' isn't a whole number"
            + " from 0 to 20",
        "jobs: {a: {kind: backup, every: 1h, often: true}} | unknown key 'jobs.a.often'",
        "jobs: {'a b': {kind: backup, every: 1h}} | isn't a name for a job",
        "daemon: {log: xml} | 'daemon.log' isn't 'text' or 'json': 'xml'",
        "daemon: {database: {user: x}} | missing key 'daemon.database.url'",
        "daemon: {database: {url: 'jdbc:postgresql://u:p@h/d'}} | isn't the address of a PostgreSQL"
            + " database without a password",
        "daemon: {database: {url: 'mysql://h/d'}} | isn't the address of a PostgreSQL database"
            + " without a password",
      })
  void namesWhatIsWrong(String yaml, String expected) {
    assertThatThrownBy(() -> new ConfigFolder(temp).read(START + yaml))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(expected);
  }
}
