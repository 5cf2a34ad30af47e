package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.json.Json;
import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.ExitCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the monitor says to people, to Nagios and to programs. */
class MonitorAnswerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Verdict LATE =
      new Verdict(
          Metric.FRESHNESS,
          "mongo",
          State.CRITICAL,
          "the last 7 h 00 min would be lost | the objective is 6 h 00 min",
          NOON.minusSeconds(3600),
          List.of("lifeboat backup"),
          List.of(Reading.above("loss_seconds", 25_200, Reading.Unit.SECONDS, 21_600, 21_600)));
  private static final Verdict ROOM =
      new Verdict(
          Metric.ROOM,
          "",
          State.OK,
          "200 GB free at the repository",
          NOON,
          List.of(),
          List.of(Reading.below("free_bytes", 2e11, Reading.Unit.BYTES, 1e10, 1e10)));
  private static final Page PAGE =
      new Page(Ink.PLAIN, Symbols.forCharset(StandardCharsets.UTF_8), 80, ZoneOffset.UTC);

  private static MonitorReport report(Verdict... verdicts) {
    return new MonitorReport("shop", NOON, List.of(verdicts));
  }

  @Test
  void aPersonReadsSinceWhenAndWhatToDo() {
    assertThat(new MonitorAnswer(report(LATE, ROOM)).text(PAGE))
        .isEqualTo(
            """
            ✗ freshness (mongo)  the last 7 h 00 min would be lost | the objective is 6 h 00
                                 min
                                 since 2026-11-22 11:00:00 +00:00
                                 Hint: lifeboat backup
            ✓ room               200 GB free at the repository

            ✗ Stack 'shop': 1 critical, 0 unknown, 0 to be looked at

            Next: lifeboat backup
            """);
    assertThat(new MonitorAnswer(report(ROOM)).text(PAGE)).endsWith("Stack 'shop': all is well\n");
  }

  @Test
  void nagiosReadsOneLineItsDataAndTheRest() {
    assertThat(new NagiosAnswer(report(LATE, ROOM)).text(PAGE))
        .isEqualTo(
            """
            LIFEBOAT CRITICAL - shop: freshness/mongo: the last 7 h 00 min would be lost / the objective is 6 h 00 min | 'freshness/mongo/loss_seconds'=25200s;21600;21600;0 'room/free_bytes'=200000000000B;10000000000:;10000000000:;0
            CRITICAL freshness/mongo: the last 7 h 00 min would be lost / the objective is 6 h 00 min
            OK room: 200 GB free at the repository
            """);
  }

  @ParameterizedTest
  @CsvSource({"OK,0", "WARNING,1", "CRITICAL,2", "UNKNOWN,3"})
  void nagiosHasCodesOfItsOwn(State state, int status) {
    assertThat(new NagiosAnswer(report(of(state))).exit().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void elseRedIsAMissedObjective(State state) {
    assertThat(new MonitorAnswer(report(of(state))).exit())
        .isEqualTo(state.red() ? ExitCode.OBJECTIVE_MISSED : ExitCode.OK);
  }

  @Test
  void whoCanNotLookKnowsNothing() {
    NagiosFailure failure = new NagiosFailure(List.of("no 'lifeboat.yaml'", "a | b\nc"));
    assertThat(failure.text(PAGE)).isEqualTo("LIFEBOAT UNKNOWN - no 'lifeboat.yaml'; a / b c\n");
    assertThat(failure.exit().status()).isEqualTo(3);
  }

  @Test
  void aProgramReadsTheSame() {
    assertThat(new Json().line(new MonitorAnswer(report(LATE)).document()))
        .isEqualTo(
            """
            {"stack":"shop","at":"2026-11-22T12:00:00Z","state":"critical","verdicts":[{"metric":\
            "freshness","subject":"mongo","state":"critical","reason":"the last 7 h 00 min would be\
             lost | the objective is 6 h 00 min","since":"2026-11-22T11:00:00Z","commands":\
            ["lifeboat backup"],"readings":[{"name":"loss_seconds","value":25200.0,"unit":"seconds",\
            "warning":21600.0,"critical":21600.0}]}]}\
            """);
  }

  private static Verdict of(State state) {
    return new Verdict(Metric.KEY, "", state, "a reason", NOON, List.of());
  }
}
