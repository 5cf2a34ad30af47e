package dev.lifeboat.monitor;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;

/** Whether the daemon is alive. */
final class DaemonRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.daemon()) {
      case Seen.Known<Beat>(Beat beat) -> judge(beat, findings);
      case Seen.Unknown<Beat> unknown -> findings.unknown(Metric.DAEMON, "", unknown);
      case Seen.Without<Beat> _ -> {}
    }
  }

  private static void judge(Beat beat, Findings findings) {
    Duration silent = Duration.between(beat.last(), findings.now());
    silent = silent.isNegative() ? Duration.ZERO : silent;
    boolean dead = silent.compareTo(beat.within()) > 0;
    double most = Reading.seconds(beat.within());
    findings.add(
        Metric.DAEMON,
        "",
        dead ? State.CRITICAL : State.OK,
        "the daemon gave its last sign of life %s ago".formatted(Spans.print(silent)),
        dead ? List.of("systemctl restart lifeboat", "journalctl -u lifeboat -n 50") : List.of(),
        Reading.above(
            "daemon_silent_seconds", Reading.seconds(silent), Reading.Unit.SECONDS, most, most));
  }
}
