package dev.lifeboat.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.DisplayWidth;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.progress.Progress.Unit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class GaugeTest {
  private final Gauge gauge = new Gauge(Symbols.UNICODE);

  private static Reading bytes(String phase, long total, long done, double perSecond) {
    return new Reading(
        phase, Unit.BYTES, total, done, perSecond, Instant.EPOCH, Duration.ofSeconds(75));
  }

  @Test
  void showsPhaseBarShareAmountRateAndTimeLeft() {
    assertThat(gauge.line(bytes("read", 2_900_000_000L, 1_200_000_000L, 120e6), 79))
        .isEqualTo("read  █████████░░░░░░░░░░░░░░░   41 %  1.2 GB of 2.9 GB  120 MB/s  15 s left");
  }

  @Test
  void givesUpWhatMattersLeastInANarrowWindow() {
    Reading reading = bytes("read collections", 2_900_000_000L, 1_200_000_000L, 120e6);
    assertThat(gauge.line(reading, 70))
        .isEqualTo("read collections  ██░░░░   41 %  1.2 GB of 2.9 GB  120 MB/s  15 s left");
    assertThat(gauge.line(reading, 60))
        .isEqualTo("read collections  ██░░░░   41 %  1.2 GB of 2.9 GB  15 s left");
    assertThat(gauge.line(reading, 40)).isEqualTo("read collections   41 %  15 s left");
    assertThat(gauge.line(reading, 30)).isEqualTo("read collections   41 %");
    assertThat(gauge.line(reading, 20)).isEqualTo("read collections   …");
  }

  @Test
  void isNeverWiderThanTheWindow() {
    for (int columns = 1; columns < 140; columns++) {
      for (String phase :
          new String[] {"read", "読み込み", "a phase with quite a long name of its own"}) {
        String line = gauge.line(bytes(phase, 2_900_000_000L, 1_200_000_000L, 120e6), columns);
        assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(columns);
      }
    }
  }

  @Test
  void showsTheTimeSpentWhereTheEndIsNotKnown() {
    assertThat(gauge.line(bytes("read", 0, 5_000, 0), 79)).isEqualTo("read  5.0 kB  1:15 min");
    assertThat(gauge.line(bytes("read", 10_000, 5_000, 0), 79))
        .isEqualTo("read  ████████████░░░░░░░░░░░░   50 %  5.0 kB of 10 kB  1:15 min");
  }

  @Test
  void countsDocumentsAndItems() {
    Reading documents =
        new Reading("load", Unit.DOCUMENTS, 12_000, 1_200, 600, Instant.EPOCH, Duration.ZERO);
    assertThat(gauge.line(documents, 79))
        .isEqualTo(
            "load  ██░░░░░░░░░░░░░░░░░░░   10 %  1,200 of 12,000 documents  600/s  18 s left");
    Reading items = new Reading("swap", Unit.ITEMS, 12, 3, 0, Instant.EPOCH, Duration.ofSeconds(2));
    assertThat(new Gauge(Symbols.ASCII).line(items, 40))
        .isEqualTo("swap  ###..........   25 %  3 of 12  2 s");
  }

  @Test
  void neverShowsMoreThanAll() {
    assertThat(gauge.line(bytes("read", 1_000, 1_500, 100), 60))
        .isEqualTo("read  ██████████  100 %  1.5 kB of 1.0 kB  100 B/s  0 s left");
  }
}
