package dev.lifeboat.monitor;

import dev.lifeboat.guard.GuardStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the anchor keeps the volumes, where somebody asked for one. */
final class AnchorRule implements Judge.Rule {
  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.anchor()) {
      case Seen.Known<GuardStatus>(GuardStatus status) -> judge(status, findings);
      case Seen.Unknown<GuardStatus> unknown -> findings.unknown(Metric.ANCHOR, "", unknown);
      case Seen.Without<GuardStatus> _ -> {}
    }
  }

  private static void judge(GuardStatus status, Findings findings) {
    switch (status.verdict()) {
      case ON -> findings.good(Metric.ANCHOR, "", "every volume that shall be kept is kept");
      case LEAVE ->
          findings.add(
              Metric.ANCHOR,
              "",
              State.WARNING,
              "the anchor is away"
                  + status.leave().map(leave -> " until " + leave.until()).orElse(""),
              List.of("lifeboat guard on"));
      case GONE ->
          findings.add(
              Metric.ANCHOR,
              "",
              State.CRITICAL,
              "the anchor shall be there and isn't: 'docker compose down -v' would delete the data",
              List.of("lifeboat guard on"));
      case PARTLY ->
          findings.add(
              Metric.ANCHOR,
              "",
              State.CRITICAL,
              "the anchor doesn't keep "
                  + status.volumes().stream()
                      .filter(volume -> volume.wanted() && !volume.kept())
                      .map(volume -> "'" + volume.name() + "'")
                      .collect(Collectors.joining(", ")),
              List.of("lifeboat guard on"));
      case OFF -> {
        // Nobody asked for it.
      }
    }
  }
}
