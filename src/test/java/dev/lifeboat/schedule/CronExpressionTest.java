package dev.lifeboat.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void skippedTimeOfDayComesRightAfterTheChange() {
    assertThat(moments("30 2 * * *", "2026-03-28T12:00:00Z", 3))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
  }

  @Test
  void repeatedTimeOfDayComesOnce() {
    assertThat(moments("30 2 * * *", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void everyHourIsAnHour() {
    assertThat(moments("0 * * * *", "2026-10-24T23:30:00Z", 4))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T03:00:00Z");
    assertThat(moments("*/30 * * * *", "2026-03-29T00:20:00Z", 3))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z");
  }

  @Test
  void theManualsLinesAreWhatTheyWereUnderCron() {
    assertThat(moments("0 */6 * * *", "2026-11-23T10:00:00Z", 2))
        .containsExactly("2026-11-23T11:00:00Z", "2026-11-23T17:00:00Z");
    assertThat(moments("0 2 * * *", "2026-11-23T10:00:00Z", 1))
        .containsExactly("2026-11-24T01:00:00Z");
    assertThat(moments("@weekly", "2026-11-23T10:00:00Z", 1))
        .containsExactly("2026-11-28T23:00:00Z");
  }

  @Test
  void dayOfMonthOrDayOfWeek() {
    assertThat(moments("0 12 13 * 5", "2026-11-10T12:00:00Z", 3))
        .containsExactly("2026-11-13T11:00:00Z", "2026-11-20T11:00:00Z", "2026-11-27T11:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "61 * * * *",
        "a b c d e",
        "0 25 * * *",
        "0 0 30 2 *"
      })
  void refusesWhatNeverComesOrCantBeUnderstood(String text) {
    assertThatThrownBy(() -> CronExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void aTimeOfDayComesExactlyOnceOnEachDay(
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll @IntRange(min = 0, max = 59) int minute,
      @ForAll @IntRange(min = 0, max = 3000) int day) {
    CronExpression cron = CronExpression.parse(minute + " " + hour + " * * *");
    LocalDate begin = LocalDate.of(2020, 1, 1).plusDays(day);
    Instant moment = begin.atStartOfDay(zone).toInstant().minusMillis(1);
    for (int i = 0; i < 30; i++) {
      moment = cron.next(moment, zone);
      // Later than said only when the clock skipped that time.
      assertThat(moment.atZone(zone).toLocalDate()).isEqualTo(begin.plusDays(i));
      assertThat(moment.atZone(zone).toLocalTime().toSecondOfDay())
          .isBetween((hour * 60 + minute) * 60, (hour * 60 + minute) * 60 + 3600);
    }
  }

  @Property(tries = 200)
  void stepsOfMinutesAreAlwaysThatFarApart(
      @ForAll("zones") ZoneId zone,
      @ForAll("steps") int step,
      @ForAll @LongRange(min = 1_577_836_800L, max = 1_900_000_000L) long second) {
    CronExpression cron = CronExpression.parse("*/" + step + " * * * *");
    Instant last = cron.next(Instant.ofEpochSecond(second), zone);
    for (int i = 0; i < 50; i++) {
      Instant next = cron.next(last, zone);
      assertThat(Duration.between(last, next)).isEqualTo(Duration.ofMinutes(step));
      last = next;
    }
  }

  @Property(tries = 200)
  void withoutChangesOfTheClockItIsTheCalendar(
      @ForAll("expressions") String text,
      @ForAll @LongRange(min = 1_577_836_800L, max = 1_900_000_000L) long second) {
    Instant after = Instant.ofEpochSecond(second);

    assertThat(CronExpression.parse(text).next(after, ZoneOffset.UTC))
        .isEqualTo(
            new CronSchedule(text, ZoneOffset.UTC, CronStyle.UNIX).getInitialExecutionTime(after))
        .isAfter(after);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin", "America/New_York", "Australia/Sydney", "America/Santiago", "UTC")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Integer> steps() {
    return Arbitraries.of(1, 5, 10, 15, 20, 30);
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
        "0 */6 * * *",
        "0 2 * * *",
        "*/15 * * * *",
        "5,35 8-18 * * 1-5",
        "0 0 1 */3 *",
        "7 4 29 2 *");
  }

  private static List<String> moments(String cron, String after, int count) {
    CronExpression expression = CronExpression.parse(cron);
    List<String> moments = new ArrayList<>();
    Instant moment = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      moment = expression.next(moment, BERLIN);
      moments.add(moment.toString());
    }
    return moments;
  }
}
