package dev.lifeboat.cli.meter;

import dev.lifeboat.cli.terminal.DisplayWidth;
import dev.lifeboat.cli.terminal.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a reading on one line that is never wider than the window. What matters least goes first:
 * the bar grows shorter and vanishes, then the rate goes, then the count, then the time left.
 */
record Gauge(Symbols symbols) {
  private static final int LONGEST_BAR = 24;
  private static final int SHORTEST_BAR = 6;
  private static final String GAP = "  ";

  String line(Reading reading, int columns) {
    List<String> facts = facts(reading);
    while (facts.size() > 1 && widthOf(reading, facts) > columns) {
      facts.remove(Math.max(1, facts.size() - 2));
    }
    String line = reading.phase() + GAP + bar(reading, facts, columns) + String.join(GAP, facts);
    return DisplayWidth.cut(line, columns, symbols);
  }

  /** From left to right; the percentage stays the longest. */
  private List<String> facts(Reading reading) {
    List<String> facts = new ArrayList<>();
    reading
        .share()
        .ifPresent(share -> facts.add(String.format(Locale.ROOT, "%3d %%", (int) (share * 100))));
    facts.add(Quantities.count(reading));
    if (reading.perSecond() > 0) {
      facts.add(Quantities.rate(reading.perSecond(), reading.unit()));
    }
    facts.add(
        reading
            .left()
            .map(left -> Quantities.wait(left) + " left")
            .orElseGet(() -> Quantities.wait(reading.elapsed())));
    return facts;
  }

  private String bar(Reading reading, List<String> facts, int columns) {
    int room = columns - widthOf(reading, facts) - GAP.length();
    if (reading.share().isEmpty() || room < SHORTEST_BAR) {
      return "";
    }
    return symbols.bar(reading.share().get(), Math.min(room, LONGEST_BAR)) + GAP;
  }

  private static int widthOf(Reading reading, List<String> facts) {
    return DisplayWidth.of(reading.phase() + GAP + String.join(GAP, facts));
  }
}
