package dev.lifeboat.monitor;

import dev.lifeboat.config.MonitorSettings;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.objective.Objectives;
import dev.lifeboat.objective.RecoveryPoint;
import dev.lifeboat.objective.RecoveryTime;
import dev.lifeboat.objective.Scenario;
import dev.lifeboat.problem.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts of a stack in which all is well at noon; a test changes what it is about. */
public final class FactsFixture {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final long GIGA = 1_000_000_000L;

  Objectives objectives =
      new Objectives(
          List.of(new RecoveryPoint(Optional.empty(), "mongo", Duration.ofHours(6))),
          List.of(new RecoveryTime(Scenario.DATABASE, Optional.empty(), Duration.ofMinutes(15))));
  MonitorSettings limits = MonitorSettings.DEFAULT;
  List<Stock.Backup> backups =
      new ArrayList<>(List.of(backup("b1", "mongo", 26), backup("b2", "mongo", 2)));
  List<String> problems = List.of();
  Optional<Instant> verified = Optional.of(ago(20));
  Optional<Instant> rehearsed = Optional.of(ago(24 * 30));
  Optional<Stock.Forecast> restore =
      Optional.of(new Stock.Forecast(GIGA, Duration.ofMinutes(3), true));
  Optional<Seen<Stock>> stock = Optional.empty();
  Seen<Long> documents = Seen.known(1204L);
  Seen<List<ExpectedRun>> runs = Seen.known(runs(28, 0));
  Seen<Room> room = Seen.known(new Room(200 * GIGA, 10 * GIGA, List.of()));
  Seen<Spread> spread = Seen.known(spread(2, Optional.of(ago(2)), Optional.empty()));
  Seen<Observation> key = Seen.known(Observation.ok("opening", "the identity opens 'b2'"));
  Seen<List<Observation>> looks =
      Seen.known(
          List.of(
              Observation.ok("repository", "'/srv/b'"),
              Observation.ok("manifests", "2 backups, signed and chained"),
              Observation.ok("signing key", "trusted here"),
              Observation.ok("connection", "'db:27017' answers"),
              Observation.ok("clock", "agrees"),
              Observation.ok("oplog", "it covers 3 d")));
  Seen<List<Certificate>> certificates = Seen.known(List.of(certificate(90)));
  Seen<GuardStatus> anchor = Seen.known(guard(GuardStatus.Verdict.ON));
  Seen<Beat> daemon = Seen.known(new Beat(NOON.minusSeconds(30), Duration.ofMinutes(5)));

  Facts facts() {
    return new Facts(
        objectives,
        limits,
        stock.orElseGet(
            () -> Seen.known(new Stock(backups, problems, verified, rehearsed, restore))),
        documents,
        runs,
        room,
        spread,
        key,
        looks,
        certificates,
        anchor,
        daemon);
  }

  /** What is found of a stack whose room shrinks, and in which else all is well. */
  public static MonitorReport everyReading() {
    FactsFixture fixture = new FactsFixture();
    List<Room.Sample> samples = new ArrayList<>();
    for (int hour = 20; hour >= 0; hour--) {
      samples.add(new Room.Sample(ago(hour), (200 + hour) * GIGA));
    }
    fixture.room = Seen.known(new Room(200 * GIGA, 10 * GIGA, samples));
    return new MonitorReport("shop", NOON, Judge.judge(fixture.facts(), NOON));
  }

  /** Nothing answers. */
  static Facts dark() {
    return new Facts(
        Objectives.NONE,
        MonitorSettings.DEFAULT,
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"),
        Seen.unknown("no answer"));
  }

  static Instant ago(long hours) {
    return NOON.minus(Duration.ofHours(hours));
  }

  static Stock.Backup backup(String id, String source, long hoursAgo) {
    return new Stock.Backup(
        id, source, ago(hoursAgo), GIGA, GIGA / 10, true, false, List.of(), true);
  }

  static Stock.Backup suspicious(String id, long hoursAgo) {
    return new Stock.Backup(
        id, "mongo", ago(hoursAgo), 900, 10, true, true, List.of("'shop.users' is gone"), true);
  }

  /** Every six hours, the newest the last one; the given number of the oldest were missed. */
  static List<ExpectedRun> runs(int count, int missed) {
    List<ExpectedRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean good = i >= missed;
      runs.add(
          new ExpectedRun(
              "backup", ago(6L * (count - i) - 3), Optional.of(good), good ? "good" : "missed"));
    }
    return runs;
  }

  static Spread spread(int copied, Optional<Instant> until, Optional<String> trouble) {
    return new Spread(
        List.of(
            new Spread.Place("/srv/b", "a disk", false),
            new Spread.Place("s3://b", "a bucket", true)),
        2,
        copied,
        until,
        trouble);
  }

  static Certificate certificate(long days) {
    return new Certificate("http.tls", "CN=shop", NOON.plus(Duration.ofDays(days)));
  }

  static GuardStatus guard(GuardStatus.Verdict verdict) {
    return new GuardStatus(
        "shop",
        verdict,
        List.of(new GuardStatus.GuardedVolume("shop_data", true, true, false)),
        Optional.empty(),
        Optional.of("anchor"));
  }
}
