package dev.lifeboat.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A group of keys. Unknown and repeated keys become problems when the group is opened. */
final class Section {
  private static final Pattern SHOWABLE = Pattern.compile("[\\w.-]{1,40}");

  private final String name;
  private final MappingNode node;
  private final List<String> keys;
  private final ReadContext context;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * @param name the path of the group; empty for the file itself
   */
  Section(String name, MappingNode node, List<String> keys, ReadContext context) {
    this.name = name;
    this.node = node;
    this.keys = keys;
    this.context = context;
    node.getValue().forEach(this::add);
  }

  private void add(NodeTuple tuple) {
    int line = YamlDocument.line(tuple.getKeyNode());
    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!keys.contains(key)) {
      boolean showable = SHOWABLE.matcher(key).matches();
      context
          .problems()
          .add(
              context.file(),
              line,
              "unknown key" + (showable ? " '" + path(key) + "'" : ""),
              Spelling.hint(key, name, keys));
    } else if (fields.containsKey(key)) {
      context
          .problems()
          .add(
              context.file(),
              line,
              "duplicate key '" + path(key) + "'",
              "it stands on line " + fields.get(key).line() + " already: remove one");
    } else {
      fields.put(key, new Field(path(key), tuple.getValueNode(), context));
    }
  }

  private String path(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  Optional<Field> field(String key) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException(key);
    }
    return Optional.ofNullable(fields.get(key));
  }

  /** Like {@link #field}, with a problem if the key is missing. */
  Optional<Field> required(String key, String example) {
    Optional<Field> field = field(key);
    if (field.isEmpty()) {
      String message = "missing key '" + path(key) + "'";
      String hint = "add a line such as '" + key + ": " + example + "'";
      if (name.isEmpty()) {
        context.problems().add(context.file(), message, hint);
      } else {
        context.problems().add(context.file(), YamlDocument.line(node), message, hint);
      }
    }
    return field;
  }

  Section with(Interpolation interpolation) {
    return new Section(this, context.with(interpolation));
  }

  private Section(Section other, ReadContext context) {
    this.name = other.name;
    this.node = other.node;
    this.keys = other.keys;
    this.context = context;
    other.fields.forEach((key, field) -> fields.put(key, field.with(context)));
  }
}
