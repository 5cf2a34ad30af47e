package dev.lifeboat.cli.meter;

import dev.lifeboat.cli.json.Json;
import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * Where progress is shown.
 *
 * @param err standard error
 * @param terminal asked for its width at each drawing
 * @param ink the colours of standard error
 */
public record Stage(
    PrintStream err,
    Terminal terminal,
    Ink ink,
    Symbols symbols,
    InstantSource clock,
    ZoneId zone) {

  Display display(ProgressMode mode) {
    return switch (mode) {
      case AUTO ->
          display(terminal.attached(Terminal.Stream.ERR) ? ProgressMode.TTY : ProgressMode.PLAIN);
      case TTY -> new TtyDisplay(err, terminal, ink, new Gauge(symbols));
      case PLAIN -> new PlainDisplay(err, zone);
      case JSON -> new JsonDisplay(err, new Json());
      case QUIET -> new QuietDisplay(err, ink);
    };
  }
}
