package dev.lifeboat.alert;

import dev.lifeboat.monitor.Verdict;
import java.util.List;

/**
 * One cause, with what follows from it.
 *
 * @param root the cause
 * @param effects what would be well without it
 * @param explained whether something else may be why it is as bad as it is now: then it has an
 *     alert of its own from before
 */
record Trouble(Verdict root, List<Verdict> effects, boolean explained) {
  /** One that nothing else explains. */
  Trouble(Verdict root, List<Verdict> effects) {
    this(root, effects, false);
  }

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
