package dev.lifeboat;

import dev.lifeboat.compose.ComposeCommand;
import dev.lifeboat.compose.ComposeProject;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import dev.lifeboat.drift.Declared;
import dev.lifeboat.process.Finished;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.stack.RecordedProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What Compose renders of the stack's files now. */
record DeclaredLook(Engine engine, Optional<ComposeCommand> compose) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Empty if there is no Compose command, or it can't read the files. */
  Optional<List<Declared>> look(RecordedProject project) {
    if (compose.isEmpty() || project.folder().isEmpty()) {
      return Optional.empty();
    }
    Finished rendered =
        compose
            .get()
            .run(
                new ComposeProject(
                    project.name(),
                    Path.of(project.folder()),
                    project.files().stream().map(Path::of).toList(),
                    project.envFiles().stream().map(Path::of).toList()),
                LIMIT,
                "config");
    return rendered.status() == 0 ? parse(project, rendered.output()) : Optional.empty();
  }

  private Optional<List<Declared>> parse(RecordedProject project, String text) {
    try {
      if (!(new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> top)
          || !(top.get("services") instanceof Map<?, ?> services)) {
        return Optional.empty();
      }
      List<Declared> declared = new ArrayList<>();
      services.forEach(
          (name, definition) -> {
            if (definition instanceof Map<?, ?> service) {
              declared.add(declared(project, String.valueOf(name), service));
            }
          });
      return Optional.of(declared);
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  private Declared declared(RecordedProject project, String name, Map<?, ?> service) {
    // Compose names what it builds after the project.
    String image =
        Optional.<Object>ofNullable(service.get("image"))
            .map(String::valueOf)
            .orElse(project.name() + "-" + name);
    return new Declared(
        name,
        service.get("image") == null ? "" : image,
        engine.image(image).map(Image::id),
        StackLook.digests(environment(service.get("environment"))),
        destinations(service.get("volumes")));
  }

  private static Map<String, String> environment(@Nullable Object value) {
    Map<String, String> environment = new HashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, text) -> {
            if (text != null) {
              environment.put(String.valueOf(name), String.valueOf(text));
            }
          });
    } else if (value instanceof List<?> lines) {
      for (Object line : lines) {
        String[] parts = String.valueOf(line).split("=", 2);
        if (parts.length == 2) {
          environment.put(parts[0], parts[1]);
        }
      }
    }
    // 'config' doubles each dollar sign, so that its output can be read again.
    environment.replaceAll((_, text) -> text.replace("$$", "$"));
    return environment;
  }

  private static List<String> destinations(@Nullable Object value) {
    List<String> destinations = new ArrayList<>();
    if (value instanceof List<?> volumes) {
      for (Object volume : volumes) {
        if (volume instanceof Map<?, ?> form) {
          destinations.add(String.valueOf(form.get("target")));
        } else {
          String[] parts = String.valueOf(volume).split(":", -1);
          destinations.add(parts.length > 1 ? parts[1] : parts[0]);
        }
      }
    }
    return destinations;
  }
}
