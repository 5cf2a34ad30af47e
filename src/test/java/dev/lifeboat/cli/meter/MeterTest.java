package dev.lifeboat.cli.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Terminal;
import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.progress.Progress.Unit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class MeterTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-22T09:15:00Z");
  private int columns = 80;
  private boolean attached;

  private Meter meter(ProgressMode mode) {
    InstantSource clock = () -> now;
    return new Meter(stage(clock).display(mode), clock);
  }

  private Stage stage(InstantSource clock) {
    Terminal terminal =
        new Terminal() {
          @Override
          public boolean attached(Stream stream) {
            return attached && stream == Stream.ERR;
          }

          @Override
          public int columns() {
            return columns;
          }
        };
    PrintStream err = new PrintStream(written, false, StandardCharsets.UTF_8);
    return new Stage(err, terminal, Ink.PLAIN, Symbols.UNICODE, clock, ZoneId.of("Europe/Berlin"));
  }

  /** What was written since the last call, with escape sequences as {@code <clear>}. */
  private String seen() {
    String text = written.toString(StandardCharsets.UTF_8).replace("\r\033[K", "<clear>");
    written.reset();
    return text;
  }

  @Test
  void drawsOneLineAgainAndAgain() {
    Meter meter = meter(ProgressMode.TTY);
    Phase phase = meter.start("read", 1_000_000, Unit.BYTES);
    assertThat(seen())
        .isEqualTo("<clear>read  ░░░░░░░░░░░░░░░░░░░░░░░░    0 %  0 B of 1.0 MB  0 s");
    phase.advance(250_000);
    now = now.plusSeconds(1);
    meter.tick();
    assertThat(seen())
        .isEqualTo(
            "<clear>read  ██████░░░░░░░░░░░░░░░░░░   25 %  250 kB of 1.0 MB  250 kB/s  3 s left");
    meter.tick();
    assertThat(seen()).as("nothing new, nothing drawn").isEmpty();
    columns = 30;
    meter.tick();
    assertThat(seen()).isEqualTo("<clear>read  █░░░░░   25 %  3 s left");
    columns = 80;
    meter.warn("'shop.logs' is capped");
    assertThat(seen())
        .isEqualTo("<clear>warning: 'shop.logs' is capped\nread  █░░░░░   25 %  3 s left");
    phase.advance(750_000);
    now = now.plusSeconds(1);
    phase.close();
    assertThat(seen()).startsWith("<clear>read: 1.0 MB in 2.00 s\n");
    meter.start("prove", 0, Unit.ITEMS);
    seen();
    meter.close();
    assertThat(seen()).as("an interrupted phase leaves no line").isEqualTo("<clear>");
    meter.close();
    assertThat(seen()).isEmpty();
  }

  @Test
  void leavesNoLineBehindAFinishedPhase() {
    Meter meter = meter(ProgressMode.TTY);
    meter.start("prove", 3, Unit.ITEMS).close();
    seen();
    meter.tick();
    meter.warn("late");
    assertThat(seen()).isEqualTo("warning: late\n");
  }

  @Test
  void showsTheInnermostPhase() {
    Meter meter = meter(ProgressMode.TTY);
    Phase outer = meter.start("restore", 2, Unit.ITEMS);
    Phase inner = meter.start("load", 10, Unit.DOCUMENTS);
    inner.advance(10);
    seen();
    inner.close();
    meter.tick();
    assertThat(seen())
        .contains("load: 10 documents in 0.00 s\n")
        .endsWith("restore  ░░░░░░░░░░░░░░░░░░░░░░░░    0 %  0 of 2  0 s");
    outer.close();
  }

  @Test
  void writesLinesForALog() {
    Meter meter = meter(ProgressMode.PLAIN);
    Phase phase = meter.start("read", 1_000_000, Unit.BYTES);
    now = now.plusSeconds(10);
    phase.advance(500_000);
    meter.tick();
    meter.warn("'shop.logs' is capped");
    phase.advance(500_000);
    now = now.plusSeconds(5);
    phase.close();
    meter.close();
    assertThat(seen())
        .isEqualTo(
            """
            2026-11-22 10:15:00 +01:00  read: started
            2026-11-22 10:15:10 +01:00  read: 50 %, 500 kB of 1.0 MB, 50 kB/s, 10 s left
            2026-11-22 10:15:10 +01:00  warning: 'shop.logs' is capped
            2026-11-22 10:15:15 +01:00  read: 1.0 MB in 15.0 s
            """);
  }

  @Test
  void writesADocumentALineForPrograms() {
    Meter meter = meter(ProgressMode.JSON);
    Phase phase = meter.start("read", 0, Unit.BYTES);
    now = now.plusSeconds(2);
    phase.advance(500);
    meter.tick();
    meter.warn("'shop.logs' is capped");
    phase.close();
    assertThat(seen())
        .isEqualTo(
            """
            {"type":"started","at":"2026-11-22T09:15:00Z","phase":"read","unit":"bytes","done":0,"total":null,"perSecond":0,"seconds":0.000,"secondsLeft":null}
            {"type":"progress","at":"2026-11-22T09:15:02Z","phase":"read","unit":"bytes","done":500,"total":null,"perSecond":250,"seconds":2.000,"secondsLeft":null}
            {"type":"warning","at":"2026-11-22T09:15:02Z","message":"'shop.logs' is capped"}
            {"type":"finished","at":"2026-11-22T09:15:02Z","phase":"read","unit":"bytes","done":500,"total":null,"perSecond":250,"seconds":2.000,"secondsLeft":null}
            """);
  }

  @Test
  void stillWarnsWhenQuiet() {
    Meter meter = meter(ProgressMode.QUIET);
    try (Phase phase = meter.start("read", 10, Unit.BYTES)) {
      phase.advance(10);
      meter.tick();
      meter.warn("'shop.logs' is capped");
    }
    assertThat(seen()).isEqualTo("warning: 'shop.logs' is capped\n");
  }

  @Test
  void choosesByWhatStandardErrorIs() {
    attached = true;
    meter(ProgressMode.AUTO).start("read", 0, Unit.BYTES);
    assertThat(seen()).isEqualTo("<clear>read  0 B  0 s");
    attached = false;
    meter(ProgressMode.AUTO).start("read", 0, Unit.BYTES);
    assertThat(seen()).isEqualTo("2026-11-22 10:15:00 +01:00  read: started\n");
  }

  @Test
  void drawsByItselfAndStopsWhenClosed() throws InterruptedException {
    Meter meter = Meter.start(ProgressMode.TTY, stage(InstantSource.system()));
    Phase phase = meter.start("read", 100, Unit.ITEMS);
    phase.advance(50);
    for (int i = 0;
        i < 100 && !written.toString(StandardCharsets.UTF_8).contains("50 of 100");
        i++) {
      Thread.sleep(50);
    }
    meter.close();
    assertThat(seen()).contains("50 of 100").endsWith("<clear>");
    phase.close();
    assertThat(seen()).isEmpty();
  }
}
