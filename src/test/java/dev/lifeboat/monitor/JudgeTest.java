package dev.lifeboat.monitor;

import static dev.lifeboat.monitor.FactsFixture.GIGA;
import static dev.lifeboat.monitor.FactsFixture.NOON;
import static dev.lifeboat.monitor.FactsFixture.ago;
import static dev.lifeboat.monitor.FactsFixture.backup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fact that can be bad, and what is made of it. */
class JudgeTest {
  /** Judged by those who deliver alerts, and who keep what a team has to do. */
  private static final Set<Metric> ELSEWHERE = EnumSet.of(Metric.CHANNEL, Metric.MAINTENANCE);

  private static Arguments row(
      String what, Consumer<FactsFixture> change, String key, State state, String reason) {
    return Arguments.of(what, change, key, state, reason);
  }

  static Stream<Arguments> table() {
    return Stream.of(
        row(
            "fresh",
            f -> {},
            "freshness/mongo",
            State.OK,
            "the last 2 h 00 min would be lost, 1,204 documents came or went since; the objective"
                + " is 6 h 00 min"),
        row(
            "exactly the objective",
            f -> only(f, backup("b", "mongo", 6)),
            "freshness/mongo",
            State.OK,
            "the last 6 h 00 min"),
        row(
            "too old",
            f -> only(f, backup("b", "mongo", 7)),
            "freshness/mongo",
            State.CRITICAL,
            "the last 7 h 00 min"),
        row(
            "of the future",
            f -> only(f, backup("b", "mongo", -1)),
            "freshness/mongo",
            State.OK,
            "the last 0.00 s"),
        row(
            "none",
            f -> f.backups = List.of(),
            "freshness/mongo",
            State.CRITICAL,
            "there is no backup of it"),
        row(
            "only a suspicious one",
            f -> only(f, FactsFixture.suspicious("s", 1)),
            "freshness/mongo",
            State.CRITICAL,
            "there is no backup of it"),
        row(
            "a suspicious one is newer",
            f -> f.backups.add(FactsFixture.suspicious("s", 1)),
            "freshness/mongo",
            State.OK,
            "the last 2 h 00 min"),
        row(
            "volumes are judged when there is a backup of them",
            f -> f.backups.add(backup("v", "volumes", 26)),
            "freshness/volumes",
            State.CRITICAL,
            "the last 1 d 2 h would be lost; the objective is 1 d 1 h"),
        row(
            "documents nobody counted",
            f -> f.documents = Seen.unknown("no key"),
            "freshness/mongo",
            State.OK,
            "the last 2 h 00 min would be lost; the objective"),
        row(
            "fast enough",
            f -> {},
            "restore/database",
            State.OK,
            "about 3 min 00 s; the objective is 15 min 00 s"),
        row(
            "too slow",
            f -> f.restore = Optional.of(new Stock.Forecast(GIGA, Duration.ofHours(1), true)),
            "restore/database",
            State.CRITICAL,
            "about 1 h 00 min"),
        row(
            "too slow, perhaps",
            f -> f.restore = Optional.of(new Stock.Forecast(GIGA, Duration.ofHours(1), false)),
            "restore/database",
            State.WARNING,
            "(assumed: none was measured here yet)"),
        row("as usual", f -> {}, "size/mongo", State.OK, "backup 'b2' holds 1.0 GB, as usual"),
        row(
            "suspicious",
            f -> f.backups.add(FactsFixture.suspicious("s", 1)),
            "size/mongo",
            State.CRITICAL,
            "backup 's' is suspicious: 'shop.users' is gone"),
        row(
            "incomplete",
            f ->
                f.backups.add(
                    new Stock.Backup("i", "mongo", ago(1), GIGA, 1, false, false, List.of(), true)),
            "size/mongo",
            State.CRITICAL,
            "not everything that it should"),
        row(
            "empty",
            f ->
                only(f, new Stock.Backup("e", "mongo", ago(1), 0, 1, true, false, List.of(), true)),
            "size/mongo",
            State.WARNING,
            "it is empty"),
        row(
            "all good",
            f -> {},
            "success",
            State.OK,
            "28 of 28 expected runs in the last 7 d were good, 100.0 % of at least 95 %"),
        row(
            "one missed of 28",
            f -> f.runs = Seen.known(FactsFixture.runs(28, 1)),
            "success",
            State.OK,
            "27 of 28 expected runs in the last 7 d were good, 96.4 % of at least 95 %; the last"
                + " that wasn't: backup, missed"),
        row(
            "two missed of 28",
            f -> f.runs = Seen.known(FactsFixture.runs(28, 2)),
            "success",
            State.CRITICAL,
            "26 of 28"),
        row(
            "the last one was bad",
            f -> f.runs = Seen.known(lastBad()),
            "success",
            State.WARNING,
            "27 of 28"),
        row(
            "those before the window don't count",
            f -> f.runs = Seen.known(FactsFixture.runs(30, 2)),
            "success",
            State.OK,
            "28 of 28"),
        row(
            "what runs still doesn't count",
            f ->
                f.runs =
                    Seen.known(
                        List.of(new ExpectedRun("backup", ago(1), Optional.empty(), "runs"))),
            "success",
            State.UNKNOWN,
            "no run was expected"),
        row(
            "nothing expected",
            f -> f.runs = Seen.known(List.of()),
            "success",
            State.UNKNOWN,
            "no run was expected"),
        row("room", f -> {}, "room", State.OK, "200 GB free at the repository"),
        row(
            "little room",
            f -> f.room = Seen.known(new Room(9 * GIGA, 0, List.of())),
            "room",
            State.CRITICAL,
            "9.0 GB free at the repository, less than 10 GB"),
        row(
            "no backup can be made",
            f -> f.room = Seen.known(new Room(15 * GIGA, 20 * GIGA, List.of())),
            "room",
            State.CRITICAL,
            "a backup leaves 20 GB free, so none is made"),
        row(
            "full in ten days",
            f -> f.room = Seen.known(shrinking(110 * GIGA, 10 * GIGA)),
            "room",
            State.WARNING,
            "there is none for backups from 2026-12-02 on"),
        row(
            "full tomorrow",
            f -> f.room = Seen.known(shrinking(20 * GIGA, 10 * GIGA)),
            "room",
            State.CRITICAL,
            "there is none for backups from 2026-11-23 on"),
        row(
            "full in a year",
            f -> f.room = Seen.known(shrinking(375 * GIGA, GIGA)),
            "room",
            State.OK,
            "there is none for backups from 2027-11-22 on"),
        row(
            "storage without an end",
            f -> f.room = Seen.without(),
            "room",
            State.OK,
            "no end that it would tell"),
        row("whole", f -> {}, "backups", State.OK, "2 backups, and nothing wrong"),
        row(
            "damaged",
            f -> f.problems = List.of("backup 'b1' was found damaged", "x"),
            "backups",
            State.CRITICAL,
            "backup 'b1' was found damaged (and 1 more)"),
        row(
            "not chained",
            f ->
                look(
                    f,
                    Observation.fail(
                        "manifests", Code.BACKUP_REMOVED, "one is gone", "lifeboat verify all")),
            "backups/manifests",
            State.CRITICAL,
            "one is gone"),
        row(
            "verified",
            f -> {},
            "verified",
            State.OK,
            "a backup was last verified 20 h 00 min ago"),
        row(
            "verified long ago",
            f -> f.verified = Optional.of(ago(24 * 9)),
            "verified",
            State.CRITICAL,
            "that shall be within 8 d"),
        row(
            "never verified, still young",
            f -> f.verified = Optional.empty(),
            "verified",
            State.WARNING,
            "no backup was ever verified"),
        row(
            "never verified for long",
            FactsFixtureNever::verified,
            "verified",
            State.CRITICAL,
            "no backup was ever verified"),
        row("rehearsed", f -> {}, "drill", State.OK, "a backup was last restored 30 d ago"),
        row(
            "rehearsed long ago",
            f -> f.rehearsed = Optional.of(ago(24 * 101)),
            "drill",
            State.CRITICAL,
            "that shall be within 100 d"),
        row(
            "nothing to rehearse with",
            f -> {
              f.rehearsed = Optional.empty();
              f.backups = List.of();
            },
            "drill",
            State.CRITICAL,
            "no backup was ever restored"),
        row("repository", f -> {}, "repository", State.OK, "'/srv/b'"),
        row(
            "repository gone",
            f ->
                look(
                    f,
                    Observation.fail(
                        "repository", Code.REPOSITORY_MISSING, "no repository", "lifeboat init")),
            "repository",
            State.CRITICAL,
            "no repository"),
        row("copy", f -> {}, "copy", State.OK, "the copy has all 2 backups"),
        row(
            "copy behind",
            f ->
                f.spread =
                    Seen.known(FactsFixture.spread(1, Optional.of(ago(5)), Optional.empty())),
            "copy",
            State.WARNING,
            "the copy lacks 1 of 2 backups, and its newest is of 5 h 00 min ago"),
        row(
            "copy far behind",
            f ->
                f.spread =
                    Seen.known(FactsFixture.spread(1, Optional.of(ago(7)), Optional.empty())),
            "copy",
            State.CRITICAL,
            "the copy lacks 1 of 2"),
        row(
            "copy empty",
            f -> f.spread = Seen.known(FactsFixture.spread(0, Optional.empty(), Optional.empty())),
            "copy",
            State.CRITICAL,
            "the copy lacks 2 of 2 backups"),
        row(
            "copy unreachable",
            f ->
                f.spread =
                    Seen.known(
                        FactsFixture.spread(
                            0, Optional.empty(), Optional.of("the copy can't be looked at"))),
            "copy",
            State.CRITICAL,
            "can't be looked at"),
        row("key", f -> {}, "key/opening", State.OK, "opens 'b2'"),
        row(
            "wrong key",
            f ->
                f.key = Seen.known(Observation.fail("opening", Code.KEY_WRONG, "it opens nothing")),
            "key/opening",
            State.CRITICAL,
            "it opens nothing"),
        row(
            "clock",
            f -> look(f, Observation.warn("clock", "9 s apart", "timedatectl set-ntp true")),
            "clock/database",
            State.WARNING,
            "9 s apart"),
        row(
            "a clock that nobody read",
            f -> look(f, Observation.unknown("clock", ": no answer")),
            "clock/database",
            State.UNKNOWN,
            "not known: no answer"),
        row(
            "no database",
            f ->
                f.looks =
                    Seen.known(
                        List.of(
                            Observation.fail(
                                "connection", Code.MONGO_UNREACHABLE, "no answer", "start it"))),
            "database",
            State.CRITICAL,
            "no answer"),
        row(
            "so no oplog",
            f ->
                f.looks =
                    Seen.known(
                        List.of(
                            Observation.fail(
                                "connection", Code.MONGO_UNREACHABLE, "no answer", "start it"))),
            "oplog",
            State.UNKNOWN,
            "nothing answered"),
        row(
            "short oplog",
            f -> look(f, Observation.warn("oplog", "it covers 2 h 00 min", "resize")),
            "oplog",
            State.WARNING,
            "it covers 2 h"),
        row(
            "certificate",
            f -> {},
            "certificate/http.tls",
            State.OK,
            "'CN=shop' is valid until 2027-02-20, for 90 d"),
        row(
            "certificate soon",
            f -> f.certificates = Seen.known(List.of(FactsFixture.certificate(20))),
            "certificate/http.tls",
            State.WARNING,
            "for 20 d"),
        row(
            "certificate very soon",
            f -> f.certificates = Seen.known(List.of(FactsFixture.certificate(2))),
            "certificate/http.tls",
            State.CRITICAL,
            "for 2 d"),
        row(
            "certificate over",
            f -> f.certificates = Seen.known(List.of(FactsFixture.certificate(-1))),
            "certificate/http.tls",
            State.CRITICAL,
            "is over since 2026-11-21"),
        row("anchor", f -> {}, "anchor", State.OK, "is kept"),
        row(
            "anchor gone",
            f -> f.anchor = Seen.known(FactsFixture.guard(GuardStatus.Verdict.GONE)),
            "anchor",
            State.CRITICAL,
            "would delete the data"),
        row(
            "anchor partly",
            f -> f.anchor = Seen.known(FactsFixture.guard(GuardStatus.Verdict.PARTLY)),
            "anchor",
            State.CRITICAL,
            "doesn't keep 'shop_data'"),
        row(
            "anchor on leave",
            f -> f.anchor = Seen.known(FactsFixture.guard(GuardStatus.Verdict.LEAVE)),
            "anchor",
            State.WARNING,
            "the anchor is away"),
        row("daemon", f -> {}, "daemon", State.OK, "30.0 s ago"),
        row(
            "daemon dead",
            f -> f.daemon = Seen.known(new Beat(ago(1), Duration.ofMinutes(5))),
            "daemon",
            State.CRITICAL,
            "1 h 00 min ago"));
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("table")
  void judges(String what, Consumer<FactsFixture> change, String key, State state, String reason) {
    FactsFixture fixture = new FactsFixture();
    change.accept(fixture);
    Verdict verdict = find(Judge.judge(fixture.facts(), NOON), key);
    assertThat(verdict.state()).as(verdict.reason()).isEqualTo(state);
    assertThat(verdict.reason()).contains(reason);
    assertThat(verdict.commands().isEmpty()).isEqualTo(state == State.OK);
  }

  @Test
  void whereAllIsWellNothingIsBad() {
    List<Verdict> verdicts = Judge.judge(new FactsFixture().facts(), NOON);
    assertThat(verdicts).allMatch(verdict -> verdict.state() == State.OK);
    assertThat(verdicts)
        .extracting(Verdict::metric)
        .contains(
            Stream.of(Metric.values())
                .filter(each -> !ELSEWHERE.contains(each))
                .toArray(Metric[]::new));
    assertThat(verdicts).extracting(Verdict::key).doesNotHaveDuplicates();
  }

  @Test
  void whatCanNotBeAskedIsRed() {
    List<Verdict> verdicts = Judge.judge(FactsFixture.dark(), NOON);
    assertThat(verdicts).allMatch(verdict -> verdict.state() == State.UNKNOWN);
    // Nothing says that a restore would be slow: there is none to make.
    assertThat(verdicts)
        .extracting(Verdict::metric)
        .contains(
            Stream.of(Metric.values())
                .filter(each -> each != Metric.RESTORE && !ELSEWHERE.contains(each))
                .toArray(Metric[]::new));
  }

  @Test
  void whatNobodyAskedForIsNotJudged() {
    FactsFixture fixture = new FactsFixture();
    fixture.anchor = Seen.known(FactsFixture.guard(GuardStatus.Verdict.OFF));
    fixture.daemon = Seen.without();
    fixture.certificates = Seen.without();
    fixture.spread = Seen.without();
    fixture.looks =
        Seen.known(List.of(Observation.ok("connection", "a standalone server answers")));
    assertThat(Judge.judge(fixture.facts(), NOON))
        .extracting(Verdict::metric)
        .doesNotContain(
            Metric.ANCHOR, Metric.DAEMON, Metric.CERTIFICATE, Metric.COPY, Metric.OPLOG);
  }

  @Test
  void aStateThatLastsKeepsItsTime() {
    FactsFixture fixture = new FactsFixture();
    List<Verdict> first = Judge.judge(fixture.facts(), NOON);
    Chronicle chronicle = Chronicle.of(Chronicle.EMPTY.date(first));
    fixture.anchor = Seen.known(FactsFixture.guard(GuardStatus.Verdict.GONE));
    List<Verdict> later =
        chronicle.date(Judge.judge(fixture.facts(), NOON.plus(Duration.ofHours(1))));
    assertThat(find(later, "room").since()).isEqualTo(NOON);
    assertThat(find(later, "anchor").since()).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void aClockThatWentBackMakesNothingOfTheFuture() {
    List<Verdict> first = Judge.judge(new FactsFixture().facts(), NOON);
    List<Verdict> earlier =
        Chronicle.of(first).date(Judge.judge(new FactsFixture().facts(), NOON.minusSeconds(60)));
    assertThat(find(earlier, "room").since()).isEqualTo(NOON.minusSeconds(60));
  }

  private static Verdict find(List<Verdict> verdicts, String key) {
    return verdicts.stream()
        .filter(verdict -> verdict.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no verdict on " + key + " in " + verdicts));
  }

  private static void only(FactsFixture facts, Stock.Backup backup) {
    facts.backups = List.of(backup);
  }

  private static void look(FactsFixture facts, Observation seen) {
    List<Observation> looks = new ArrayList<>(facts.looks.found().orElseThrow());
    looks.replaceAll(each -> each.subject().equals(seen.subject()) ? seen : each);
    facts.looks = Seen.known(looks);
  }

  private static List<ExpectedRun> lastBad() {
    List<ExpectedRun> runs = FactsFixture.runs(28, 0);
    runs.set(27, new ExpectedRun("backup", ago(3), Optional.of(false), "failed"));
    return runs;
  }

  /** Two days in which so much was lost each day, with a prune in between. */
  private static Room shrinking(long free, long eachDay) {
    List<Room.Sample> samples = new ArrayList<>();
    for (int hour = 48; hour >= 0; hour--) {
      long jump = hour > 40 ? -50 * GIGA : 0;
      samples.add(new Room.Sample(ago(hour), free + eachDay * hour / 24 + jump));
    }
    return new Room(free, 10 * GIGA, samples);
  }

  /** Changes too long for a row. */
  private static final class FactsFixtureNever {
    static void verified(FactsFixture facts) {
      facts.verified = Optional.empty();
      facts.backups.add(0, backup("b0", "mongo", 24 * 9));
    }
  }
}
