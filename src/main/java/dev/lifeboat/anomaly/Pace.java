package dev.lifeboat.anomaly;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;

/** How long it took. A slow disk or a first full backup explain it too: never a suspicion. */
final class Pace implements Rule {
  private static final int ENOUGH = 3;
  private static final int SLOWER = 4;
  private static final int FASTER = 10;

  /** Less is not worth a word. */
  private static final Duration MATTERS = Duration.ofMinutes(10);

  @Override
  public List<Anomaly> examine(Facts now, History history) {
    if (history.size() < ENOUGH) {
      return List.of();
    }
    Duration usual =
        history.backups().stream().map(Facts::took).sorted().toList().get(history.size() / 2);
    if (now.took().compareTo(usual.multipliedBy(SLOWER)) > 0
        && now.took().compareTo(usual.plus(MATTERS)) > 0) {
      return List.of(Anomaly.remark(Kind.SLOW, fact(now, usual)));
    }
    if (usual.compareTo(MATTERS) > 0 && now.took().multipliedBy(FASTER).compareTo(usual) < 0) {
      return List.of(Anomaly.remark(Kind.FAST, fact(now, usual)));
    }
    return List.of();
  }

  private static String fact(Facts now, Duration usual) {
    return "it took %s, and usually takes %s"
        .formatted(Spans.print(now.took()), Spans.print(usual));
  }
}
