package dev.lifeboat.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns YAML text into nodes that know their lines, or into problems. */
final class YamlDocument {
  private static final int DEEPEST = 8;

  private final String file;
  private final String text;
  private final ProblemLog problems;
  private final LoadSettings settings;

  private YamlDocument(String file, String text, ProblemLog problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
    this.settings = LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).build();
  }

  /** The top of the only document; empty after a problem was added. */
  static Optional<MappingNode> parse(String file, String text, ProblemLog problems) {
    return new YamlDocument(file, text, problems).root();
  }

  private Optional<MappingNode> root() {
    try {
      if (!isAcceptable()) {
        return Optional.empty();
      }
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isEmpty()) {
        problems.add(
            file, "the file is empty", "run 'lifeboat init', or see docs/guide/configuration.md");
      } else if (node.get() instanceof MappingNode top) {
        return Optional.of(top);
      } else {
        problems.add(file, line(node.get()), "expected keys", "write lines such as 'stack: shop'");
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(file, line, "the YAML is malformed: " + words(e), hint(e));
    } catch (ReaderException e) {
      int line = (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      problems.add(file, line, "a control character isn't allowed", "delete it");
    } catch (YamlEngineException e) {
      problems.add(file, "the YAML is malformed", "see docs/guide/configuration.md");
    }
    return Optional.empty();
  }

  /**
   * Looks at the events before nodes are built from them: building recurses, and an alias can stand
   * for any number of nodes.
   */
  private boolean isAcceptable() {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
      if (event instanceof AliasEvent) {
        problems.add(file, line, "YAML aliases aren't supported", "write the value itself");
        return false;
      } else if (event instanceof DocumentStartEvent && ++documents > 1) {
        problems.add(file, line, "a second document begins", "keep one, and remove the line '---'");
        return false;
      } else if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        problems.add(file, line, "the YAML is nested too deeply", "no key needs it");
        return false;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return true;
  }

  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** The parser's own words, without what they may quote from the file. */
  private static String words(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return "a tab stands where spaces are needed";
    }
    int quote = problem.indexOf('\'');
    return quote > 0 && !problem.startsWith("could not find") && !problem.startsWith("expected")
        ? problem.substring(0, quote).strip()
        : problem;
  }

  private static String hint(MarkedYamlEngineException e) {
    return words(e).startsWith("a tab")
        ? "indent with spaces"
        : "check the indentation, and put a value with ':', '#', '@' or '*' into single quotes";
  }
}
