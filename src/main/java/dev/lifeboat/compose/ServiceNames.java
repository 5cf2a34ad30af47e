package dev.lifeboat.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads which services a Compose file says something of. */
final class ServiceNames {
  private ServiceNames() {}

  static boolean isFile(String file) {
    try {
      return Files.isRegularFile(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** None, if the file can't be read. */
  static Set<String> in(String file) {
    Set<String> names = new HashSet<>();
    try {
      // As nodes, because Compose has tags of its own, such as !reset.
      Optional<Node> top =
          new Compose(LoadSettings.builder().build())
              .composeString(Files.readString(Path.of(file)));
      for (NodeTuple entry : entries(top)) {
        if (text(entry.getKeyNode()).equals("services")) {
          entries(Optional.of(entry.getValueNode()))
              .forEach(service -> names.add(text(service.getKeyNode())));
        }
      }
    } catch (IOException | InvalidPathException | YamlEngineException e) {
      names.clear();
    }
    return names;
  }

  private static Iterable<NodeTuple> entries(Optional<Node> node) {
    return node.filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .map(MappingNode::getValue)
        .orElseGet(List::of);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
