package dev.lifeboat.source.volume;

import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.units.Spans;
import java.util.ArrayList;
import java.util.List;

/** What a restore of volumes does, in words for people. */
final class VolumeSteps {
  private final VolumeSettings settings;
  private final RestoreRequest request;
  private final List<RestoreStep> steps = new ArrayList<>();

  VolumeSteps(VolumeSettings settings, RestoreRequest request) {
    this.settings = settings;
    this.request = request;
  }

  /**
   * @param services what has to be stopped
   */
  List<RestoreStep> of(List<VolumePlanner.Planned> planned, List<String> services) {
    if (!services.isEmpty()) {
      act("stop what uses the volumes: " + String.join(", ", services));
    }
    List<String> kept =
        planned.stream()
            .filter(each -> each.present().isPresent())
            .map(VolumePlanner.Planned::target)
            .toList();
    if (!kept.isEmpty()) {
      step(
          "copy what %s now into volumes of ours, and prove the copies; they are kept for %s"
              .formatted(holds(kept), Spans.print(request.keepOld())));
    }
    for (VolumePlanner.Planned each : planned) {
      if (each.present().isEmpty()) {
        step(
            "make the volume '%s'%s, and fill it"
                .formatted(
                    each.target(),
                    each.chosen().as().isPresent() ? "" : " with its labels, driver and options"));
      } else if (each.chosen().part().isAll()) {
        act("replace what '%s' holds".formatted(each.target()));
      } else {
        act(
            "replace %s in '%s'"
                .formatted(
                    String.join(
                        ", ",
                        each.chosen().part().paths().stream()
                            .map(path -> "'" + path + "'")
                            .toList()),
                    each.target()));
      }
    }
    step(
        "read it back and compare it with the backup: entries, bytes, fingerprint; if it differs,"
            + " what was there before comes back");
    if (!services.isEmpty()) {
      step(
          "start the services again, in order, and wait until they are well, %s at most"
              .formatted(Spans.print(settings.health())));
    }
    if (!settings.probes().isEmpty() && request.selection().as().isEmpty()) {
      step(
          "ask %s"
              .formatted(
                  String.join(", ", settings.probes().stream().map(p -> p.name()).toList())));
    }
    return List.copyOf(steps);
  }

  private static String holds(List<String> volumes) {
    return "'" + String.join("', '", volumes) + (volumes.size() == 1 ? "' holds" : "' hold");
  }

  private void step(String words) {
    steps.add(new RestoreStep(words, false));
  }

  private void act(String words) {
    steps.add(new RestoreStep(words, true));
  }
}
