package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of the configuration with its place. Each getter adds a problem when it comes back
 * empty.
 */
final class Field {
  // The library marks a value that is one ${VARIABLE} with a tag of its own.
  private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.ENV_TAG);

  private final String name;
  private final Node node;
  private final ReadContext context;

  Field(String name, Node node, ReadContext context) {
    this.name = name;
    this.node = node;
    this.context = context;
  }

  Field with(ReadContext other) {
    return new Field(name, node, other);
  }

  String name() {
    return name;
  }

  int line() {
    return YamlDocument.line(node);
  }

  /** How many problems there are so far, in all of the file. */
  int problems() {
    return context.problems().size();
  }

  void problem(String message, String... hints) {
    context.problems().add(context.file(), line(), message, hints);
  }

  void problem(Code code, String message, String... hints) {
    context.problems().add(code, context.file(), line(), message, hints);
  }

  /** The value before variables are put in. */
  Optional<Template> template() {
    if (!(node instanceof ScalarNode scalar)) {
      problem(quoted() + " takes one value, not " + shape(), "write it as '" + name + ": VALUE'");
    } else if (scalar.getTag().equals(Tag.NULL)) {
      problem(quoted() + " has no value", "write one, or remove the line");
    } else if (!PLAIN.contains(scalar.getTag())) {
      problem(quoted() + " has a YAML tag, which isn't supported", "remove the '!…'");
    } else {
      try {
        return Optional.of(Template.parse(scalar.getValue()));
      } catch (IllegalArgumentException e) {
        problem(quoted() + ": " + e.getMessage(), "write '$$' if a dollar sign was meant");
      }
    }
    return Optional.empty();
  }

  /** The value with variables put in by {@code expand}; not blank. */
  private Optional<String> expanded(Function<Template, String> expand) {
    Optional<Template> template = template();
    if (template.isEmpty()) {
      return Optional.empty();
    }
    int before = context.problems().size();
    String value = expand.apply(template.get());
    if (context.problems().size() > before) {
      return Optional.empty();
    }
    if (value.isBlank()) {
      problem(quoted() + " is empty", "write a value, or remove the line");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  Variables variables() {
    return context.interpolation().at(context.file(), line(), context.problems());
  }

  Optional<String> text() {
    return expanded(template -> template.expand(variables()));
  }

  /** Like {@link #text()}, with variables in the user name and password percent-encoded. */
  Optional<String> uri() {
    return expanded(template -> UserInfo.expand(template, variables()));
  }

  <T> Optional<T> as(Kind<T> kind) {
    return text()
        .flatMap(
            value -> {
              try {
                return Optional.of(kind.parser().apply(value));
              } catch (IllegalArgumentException | ArithmeticException e) {
                problem(quoted() + " isn't " + kind.name() + found(), kind.hint());
                return Optional.empty();
              }
            });
  }

  <T> List<T> asList(Kind<T> kind) {
    List<T> values = new ArrayList<>();
    for (Field item : items()) {
      item.as(kind)
          .ifPresent(
              value -> {
                if (values.contains(value)) {
                  item.problem(quoted() + " names the same twice" + item.found(), "remove one");
                }
                values.add(value);
              });
    }
    return values;
  }

  List<Field> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem(quoted() + " takes a list, not " + shape(), "write it as '" + name + ": [VALUE]'");
      return List.of();
    }
    List<Field> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Field(name + "[" + items.size() + "]", item, context));
    }
    if (items.isEmpty()) {
      problem(quoted() + " is empty", "write a value, or remove the line");
    }
    return items;
  }

  /** The items of a list, or the one value that stands where a list may stand. */
  List<Field> oneOrMore() {
    return node instanceof SequenceNode ? items() : List.of(this);
  }

  /** Whether the value stands in the file as this text. */
  boolean isText(String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  boolean hasKeys() {
    return node instanceof MappingNode;
  }

  /** Whether the value, as it stands in the file or with variables put in, begins so. */
  boolean begins(String start) {
    return node instanceof ScalarNode scalar
        && (scalar.getValue().startsWith(start)
            || (scalar.getValue().startsWith("$")
                && text().filter(value -> value.startsWith(start)).isPresent()));
  }

  Optional<Section> section(List<String> keys) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Section(name, mapping, keys, context));
    }
    problem(
        quoted() + " takes keys, not " + shape(),
        "write a line such as '" + keys.getFirst() + ": VALUE' below it, indented");
    return Optional.empty();
  }

  /** The values below names that the reader doesn't know beforehand. */
  Map<String, Field> named() {
    Map<String, Field> named = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        Field field = new Field(name + "." + key, tuple.getValueNode(), context);
        if (key.isBlank() || named.put(key, field) != null) {
          field.problem(quoted() + " names the same twice, or nothing", "remove one");
        }
      }
    } else {
      problem(quoted() + " takes names, not " + shape(), "write a line below it, indented");
    }
    return named;
  }

  /** The value as it stands in the file, fit for a message, unless it could be a secret. */
  private String found() {
    String raw = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    boolean plain = raw.length() <= 60 && raw.chars().allMatch(c -> c >= ' ');
    return plain && !raw.contains("SECRET") && !raw.contains("://") ? ": '" + raw + "'" : "";
  }

  private String quoted() {
    return "'" + name + "'";
  }

  private String shape() {
    return switch (node) {
      case MappingNode mapping -> "keys";
      case SequenceNode sequence -> "a list";
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
      default -> "one value";
    };
  }
}
