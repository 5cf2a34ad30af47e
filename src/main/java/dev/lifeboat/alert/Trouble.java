package dev.lifeboat.alert;

import dev.lifeboat.monitor.Verdict;
import java.util.List;

/**
 * One cause, with what follows from it.
 *
 * @param root the cause
 * @param effects what would be well without it
 */
record Trouble(Verdict root, List<Verdict> effects) {
  Trouble {
    effects = List.copyOf(effects);
  }

  String key() {
    return root.key();
  }

  List<String> effectWords() {
    return effects.stream()
        .map(
            effect ->
                effect.metric().words()
                    + (effect.subject().isEmpty() ? "" : " of '" + effect.subject() + "'")
                    + ": "
                    + effect.reason())
        .toList();
  }
}
