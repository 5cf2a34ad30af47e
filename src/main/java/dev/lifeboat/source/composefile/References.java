package dev.lifeboat.source.composefile;

import dev.lifeboat.stack.FileRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Which other files a Compose file names. */
final class References {
  /**
   * A file that is named.
   *
   * @param path as it is written, relative to the file that names it
   */
  record Reference(String path, FileRole role) {}

  private final List<Reference> found = new ArrayList<>();

  private References() {}

  /** In the order of the text; a text that can't be read names none. */
  static List<Reference> of(String text) {
    References references = new References();
    try {
      if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> top) {
        references.read(top);
      }
    } catch (YamlEngineException e) {
      return List.of();
    }
    return references.found;
  }

  private void read(Map<?, ?> top) {
    for (Object include : listed(top.get("include"))) {
      if (include instanceof Map<?, ?> form) {
        add(form.get("path"), FileRole.COMPOSE);
        add(form.get("env_file"), FileRole.ENVIRONMENT);
      } else {
        add(include, FileRole.COMPOSE);
      }
    }
    for (Object service : map(top.get("services")).values()) {
      Map<?, ?> definition = map(service);
      for (Object env : listed(definition.get("env_file"))) {
        add(env instanceof Map<?, ?> form ? form.get("path") : env, FileRole.ENVIRONMENT);
      }
      add(map(definition.get("extends")).get("file"), FileRole.COMPOSE);
    }
    for (String kind : List.of("secrets", "configs")) {
      map(top.get(kind)).values().forEach(each -> add(map(each).get("file"), FileRole.GIVEN));
    }
  }

  private void add(@Nullable Object path, FileRole role) {
    for (Object each : listed(path)) {
      found.add(new Reference(String.valueOf(each), role));
    }
  }

  private static List<?> listed(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    return Optional.<Object>ofNullable(value).map(List::of).orElse(List.of());
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
