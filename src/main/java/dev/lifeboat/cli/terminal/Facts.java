package dev.lifeboat.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Labelled facts, one a line, indented, with their values below one another. */
public final class Facts {
  private static final String INDENT = "  ";

  private final List<Fact> facts = new ArrayList<>();

  private record Fact(String label, String value, boolean alarming) {}

  /** Adds a fact. A value of several lines stays under itself. */
  public Facts add(String label, String value) {
    facts.add(new Fact(label, value, false));
    return this;
  }

  /** Adds a fact that a person should not overlook. */
  public Facts warning(String label, String value) {
    facts.add(new Fact(label, value, true));
    return this;
  }

  /** The lines, each with its line feed. */
  public String print(Ink ink) {
    int widest = facts.stream().mapToInt(f -> DisplayWidth.of(f.label())).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Fact fact : facts) {
      String padding = " ".repeat(widest - DisplayWidth.of(fact.label()) + INDENT.length());
      String below = "\n" + INDENT + " ".repeat(widest + INDENT.length());
      text.append(INDENT)
          .append(fact.alarming() ? ink.warning(fact.label()) : ink.dim(fact.label()))
          .append(padding)
          .append(fact.value().replace("\n", below))
          .append('\n');
    }
    return text.toString();
  }
}
