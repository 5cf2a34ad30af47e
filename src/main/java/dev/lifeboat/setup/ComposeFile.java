package dev.lifeboat.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Finds the MongoDB of a Compose file, as far as the file alone tells: a service of a MongoDB image
 * with a published port, and the root user that its image is told to make.
 */
final class ComposeFile {
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
  private static final Pattern MONGO_IMAGE =
      Pattern.compile(
          "(.*/)?(mongo|mongodb|mongodb-[a-z-]+server|percona-server-mongodb)([:@].*)?");
  private static final Pattern SHORT_PORT =
      Pattern.compile("(?:(?<address>[^:]+|\\[[^]]+]):)?(?<port>\\d+):27017(/tcp)?");

  private final Path file;
  private final Map<?, ?> content;

  private ComposeFile(Path file, Map<?, ?> content) {
    this.file = file;
    this.content = content;
  }

  /** What the folder's Compose file tells, or nothing. A file that can't be read tells nothing. */
  static Discovery discover(Path folder) {
    return NAMES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(ComposeFile::read)
        .map(ComposeFile::discovery)
        .orElse(Discovery.NOTHING);
  }

  private static Optional<ComposeFile> read(Path file) {
    try {
      Object content =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return content instanceof Map<?, ?> map
          ? Optional.of(new ComposeFile(file, map))
          : Optional.empty();
    } catch (IOException | YamlEngineException e) {
      return Optional.empty();
    }
  }

  private Discovery discovery() {
    Optional<String> name = text(content, "name").filter(given -> !given.contains("$"));
    Optional<String> stack = name.or(this::folderName);
    List<String> facts = new ArrayList<>();
    List<String> envFiles = new ArrayList<>();
    if (Files.isRegularFile(file.resolveSibling(".env"))) {
      envFiles.add(".env");
    }
    Optional<String> uri = Optional.empty();
    for (Map.Entry<?, ?> service : map(content, "services").entrySet()) {
      if (uri.isEmpty()
          && service.getValue() instanceof Map<?, ?> definition
          && text(definition, "image").filter(ComposeFile::isMongo).isPresent()) {
        uri = uri(String.valueOf(service.getKey()), definition, facts);
      }
    }
    return new Discovery(stack, uri, uri.isPresent() ? envFiles : List.of(), facts);
  }

  private Optional<String> uri(String service, Map<?, ?> definition, List<String> facts) {
    Optional<String> port = port(definition);
    if (port.isEmpty()) {
      facts.add(
          "service '%s' in '%s' is a MongoDB, but publishes no port for 27017"
              .formatted(service, file.getFileName()));
      return Optional.empty();
    }
    facts.add(
        "service '%s' in '%s' is a MongoDB on port %s"
            .formatted(service, file.getFileName(), port.get()));
    Optional<String> user = variable(definition, "MONGO_INITDB_ROOT_USERNAME");
    Optional<String> password = variable(definition, "MONGO_INITDB_ROOT_PASSWORD");
    String account =
        user.isPresent() && password.isPresent() ? user.get() + ":" + password.get() + "@" : "";
    String options = account.isEmpty() ? "" : "?authSource=admin";
    return Optional.of("mongodb://" + account + "localhost:" + port.get() + "/" + options);
  }

  private Optional<String> folderName() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return Optional.ofNullable(folder)
        .map(Path::getFileName)
        .map(name -> name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", ""))
        .filter(name -> !name.isEmpty());
  }

  private static boolean isMongo(String image) {
    return MONGO_IMAGE.matcher(image).matches();
  }

  private static Optional<String> port(Map<?, ?> definition) {
    if (!(definition.get("ports") instanceof List<?> ports)) {
      return Optional.empty();
    }
    for (Object port : ports) {
      if (port instanceof Map<?, ?> form
          && "27017".equals(String.valueOf(form.get("target")))
          && form.get("published") != null) {
        return Optional.of(String.valueOf(form.get("published")));
      }
      Matcher matcher = SHORT_PORT.matcher(String.valueOf(port));
      if (matcher.matches()) {
        return Optional.of(matcher.group("port"));
      }
    }
    return Optional.empty();
  }

  /** A variable of the service's environment, in either of Compose's forms. */
  private static Optional<String> variable(Map<?, ?> definition, String name) {
    Object environment = definition.get("environment");
    if (environment instanceof Map<?, ?> values) {
      return text(values, name);
    }
    if (environment instanceof List<?> lines) {
      return lines.stream()
          .map(String::valueOf)
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst();
    }
    return Optional.empty();
  }

  private static Map<?, ?> map(Map<?, ?> from, String key) {
    return from.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Optional<String> text(Map<?, ?> from, String key) {
    return Optional.ofNullable(from.get(key)).map(String::valueOf);
  }
}
