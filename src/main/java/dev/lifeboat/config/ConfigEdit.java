package dev.lifeboat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes lists in the text of a configuration, and leaves every other character as it is: comments
 * and layout are people's. Whoever uses it reads the result again before it counts.
 */
final class ConfigEdit {
  private final int[] text;

  ConfigEdit(String text) {
    this.text = text.codePoints().toArray();
  }

  /** With one more value at the end of the list that a key of the top has. */
  static Optional<String> add(String text, String key, String value) {
    ConfigEdit edit = new ConfigEdit(text);
    return edit.items(key)
        .filter(items -> !items.isEmpty())
        .map(
            items -> {
              Node last = items.getLast();
              if (edit.onOwnLine(last)) {
                int start = edit.lineStart(begin(last));
                String dash = edit.slice(start, begin(last));
                int end = edit.lineEnd(begin(last));
                return edit.replaced(end, end, edit.lineBreak() + dash + value);
              }
              return edit.replaced(end(last), end(last), ", " + value);
            });
  }

  /** Without the value at a place, counted from 0, of the list that a key of the top has. */
  static Optional<String> remove(String text, String key, int at) {
    ConfigEdit edit = new ConfigEdit(text);
    return edit.items(key)
        .filter(items -> items.size() > 1 && at >= 0 && at < items.size())
        .map(
            items -> {
              Node item = items.get(at);
              if (edit.onOwnLine(item)) {
                int start = edit.lineStart(begin(item));
                int end = edit.lineEnd(begin(item)) + edit.lineBreak().length();
                return edit.replaced(start, Math.min(end, edit.text.length), "");
              }
              return at == 0
                  ? edit.replaced(begin(item), begin(items.get(1)), "")
                  : edit.replaced(end(items.get(at - 1)), end(item), "");
            });
  }

  /** With another value at a place of the list that a key of the top has. */
  static Optional<String> replace(String text, String key, int at, String value) {
    ConfigEdit edit = new ConfigEdit(text);
    return edit.items(key)
        .filter(items -> at >= 0 && at < items.size())
        .map(items -> edit.replaced(begin(items.get(at)), end(items.get(at)), value));
  }

  /**
   * With one more value before those that a key of the top has; one value becomes a list. A key
   * that isn't there gets a line at the end.
   */
  static Optional<String> putFirst(String text, String key, String value) {
    ConfigEdit edit = new ConfigEdit(text);
    Optional<Node> node = edit.value(key);
    if (node.isEmpty()) {
      String end = text.endsWith("\n") || text.isEmpty() ? "" : edit.lineBreak();
      return Optional.of(text + end + key + ": " + value + edit.lineBreak());
    }
    if (node.get() instanceof ScalarNode one) {
      String old = edit.slice(begin(one), end(one));
      return Optional.of(
          edit.replaced(begin(one), end(one), "[" + value + ", " + old.strip() + "]"));
    }
    return edit.items(key)
        .filter(items -> !items.isEmpty())
        .map(
            items -> {
              Node first = items.getFirst();
              if (edit.onOwnLine(first)) {
                int start = edit.lineStart(begin(first));
                String dash = edit.slice(start, begin(first));
                return edit.replaced(start, start, dash + value + edit.lineBreak());
              }
              return edit.replaced(begin(first), begin(first), value + ", ");
            });
  }

  /**
   * With more keys below a key of the top, which gets a line at the end if it isn't there. Empty if
   * its keys aren't on lines of their own.
   */
  static Optional<String> entries(String text, String key, List<String> lines) {
    ConfigEdit edit = new ConfigEdit(text);
    String ends = edit.lineBreak();
    Optional<Node> node = edit.value(key);
    if (node.isEmpty()) {
      String end = text.endsWith("\n") || text.isEmpty() ? "" : ends;
      return Optional.of(
          text + end + key + ":" + ends + "  " + String.join(ends + "  ", lines) + ends);
    }
    if (!(node.get() instanceof MappingNode group)
        || group.getFlowStyle() != FlowStyle.BLOCK
        || group.getValue().isEmpty()) {
      return Optional.empty();
    }
    int first = begin(group.getValue().getFirst().getKeyNode());
    String indent = edit.slice(edit.lineStart(first), first);
    int at = edit.lineEnd(lastEnd(group));
    return Optional.of(edit.replaced(at, at, ends + indent + String.join(ends + indent, lines)));
  }

  /** With another value of a key of the top, which gets a line at the end if it isn't there. */
  static Optional<String> set(String text, String key, String value) {
    ConfigEdit edit = new ConfigEdit(text);
    Optional<Node> node = edit.value(key);
    if (node.isEmpty()) {
      return putFirst(text, key, value);
    }
    List<Node> items = edit.items(key).orElse(List.of());
    if (!items.isEmpty() && edit.onOwnLine(items.getFirst())) {
      // The first item's line takes the value, and those of the others go.
      return items.size() == 1
          ? Optional.of(edit.replaced(begin(items.getFirst()), end(items.getFirst()), value))
          : remove(text, key, items.size() - 1).flatMap(less -> set(less, key, value));
    }
    return Optional.of(edit.replaced(begin(node.get()), lastEnd(node.get()), value));
  }

  /** The values of a key of the top, one or a list, as they stand there; none if it isn't there. */
  List<String> values(String key) {
    List<Node> nodes = items(key).orElse(value(key).stream().toList());
    return nodes.stream()
        .flatMap(node -> node instanceof ScalarNode scalar ? Stream.of(scalar) : Stream.empty())
        .map(ScalarNode::getValue)
        .toList();
  }

  private Optional<List<Node>> items(String key) {
    return value(key)
        .flatMap(
            node ->
                node instanceof SequenceNode sequence
                    ? Optional.of(new ArrayList<>(sequence.getValue()))
                    : Optional.empty());
  }

  private Optional<Node> value(String key) {
    Optional<MappingNode> top =
        YamlDocument.parse("", new String(text, 0, text.length), new ProblemLog());
    if (top.isEmpty()) {
      return Optional.empty();
    }
    for (NodeTuple tuple : top.get().getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
        return Optional.of(tuple.getValueNode());
      }
    }
    return Optional.empty();
  }

  private static int begin(Node node) {
    return node.getStartMark().map(Mark::getIndex).orElseThrow();
  }

  private static int end(Node node) {
    return node.getEndMark().map(Mark::getIndex).orElseThrow();
  }

  /** A group of keys on lines of their own ends, to YAML, where the next key begins. */
  private static int lastEnd(Node node) {
    return node instanceof MappingNode group
            && group.getFlowStyle() == FlowStyle.BLOCK
            && !group.getValue().isEmpty()
        ? lastEnd(group.getValue().getLast().getValueNode())
        : end(node);
  }

  /** Whether a line has nothing but a dash before the item. */
  private boolean onOwnLine(Node item) {
    return slice(lineStart(begin(item)), begin(item)).matches("[ ]*-[ ]+");
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /** Where the line ends, without what breaks it. */
  private int lineEnd(int at) {
    int end = at;
    while (end < text.length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    return end;
  }

  private String lineBreak() {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        return i > 0 && text[i - 1] == '\r' ? "\r\n" : "\n";
      }
    }
    return "\n";
  }

  private String slice(int from, int to) {
    return new String(text, from, to - from);
  }

  private String replaced(int from, int to, String by) {
    return slice(0, from) + by + slice(to, text.length);
  }
}
