package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads one {@code lifeboat.yaml} and its env files. */
final class ConfigReader {
  private final Path file;
  private final String shown;
  private final Map<String, String> environment;
  private final ProblemLog problems = new ProblemLog();
  private final Places places;
  private final GoneEnvFiles gone;

  /**
   * @param file the file, absolute
   * @param shown its name as people gave it
   */
  ConfigReader(Path file, String shown, Map<String, String> environment) {
    this(file, shown, environment, GoneEnvFiles.NONE);
  }

  /**
   * @param gone what is read in the place of env files that aren't there
   */
  ConfigReader(Path file, String shown, Map<String, String> environment, GoneEnvFiles gone) {
    this.file = file;
    this.shown = shown;
    this.environment = environment;
    this.gone = gone;
    this.places = new Places(Optional.ofNullable(file.getParent()).orElse(file), environment);
  }

  /**
   * @throws dev.lifeboat.problem.ProblemException with all problems at once
   */
  Config read() {
    return read(text());
  }

  /** Reads a text as if it stood in the file. */
  Config read(String text) {
    Optional<MappingNode> node = YamlDocument.parse(shown, text, problems);
    problems.throwIfAny();
    Interpolation outer = new Interpolation(environment, Map.of(), "the environment");
    ReadContext context = new ReadContext(shown, outer, problems);
    Section top = new Section("", node.orElseThrow(), ConfigKeys.TOP, context);
    List<Field> envFields = top.field("env-file").map(Field::items).orElse(List.of());
    List<Path> envFiles = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Field field : envFields) {
      places.path(field).filter(path -> readEnv(field, path, values)).ifPresent(envFiles::add);
    }
    gone.unset(text).forEach(values::putIfAbsent);
    Section full =
        top.with(new Interpolation(environment, values, placesOfVariables(envFields.size())));
    Map<String, String> variables = new LinkedHashMap<>(values);
    variables.putAll(environment);
    Optional<Config> config = read(full, envFiles, variables);
    problems.throwIfAny();
    return config.orElseThrow();
  }

  private String text() {
    try {
      return TextFile.read(file);
    } catch (TextFile.UnreadableException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the configuration '" + shown + "' " + e.reason(),
              "name another file with --config FILE or LIFEBOAT_CONFIG")
          .causedBy(e);
    }
  }

  private boolean readEnv(Field field, Path path, Map<String, String> values) {
    String name = field.text().orElse("env file");
    try {
      Optional<String> standIn = Files.exists(path) ? Optional.empty() : gone.text(path);
      String text = standIn.isPresent() ? standIn.get() : TextFile.read(path);
      new EnvParser(name, text, environment, values, problems).parse();
      return true;
    } catch (TextFile.UnreadableException e) {
      field.problem(
          "the env file '" + name + "' " + e.reason(),
          "it was looked for as " + path + "; paths begin at the folder of the configuration");
      return false;
    }
  }

  private static String placesOfVariables(int envFiles) {
    return switch (envFiles) {
      case 0 -> "the environment; name the file that sets it under 'env-file'";
      case 1 -> "the environment and the file under 'env-file'";
      default -> "the environment and the " + envFiles + " files under 'env-file'";
    };
  }

  private Optional<Config> read(Section top, List<Path> envFiles, Map<String, String> variables) {
    var stack = top.required("stack", "shop").flatMap(field -> field.as(Kind.STACK));
    var mongo =
        top.required("mongo", "{uri: 'mongodb://localhost:27017/'}")
            .flatMap(field -> field.section(ConfigKeys.MONGO))
            .flatMap(section -> new MongoReader(section, places, this::checkMode).read());
    var repository =
        top.required("repository", "/srv/backups/shop")
            .flatMap(field -> new RepositoryReader(field, places, variables).read());
    var copy =
        top.field("copy").flatMap(field -> new RepositoryReader(field, places, variables).read());
    var encryption = encryption(top);
    var identities = identities(top);
    var signingKey = top.field("signing-key").flatMap(places::path);
    var signers =
        top.field("trusted-signers").map(field -> field.asList(Kind.SIGNER)).orElse(List.of());
    var minFree = top.field("min-free").flatMap(field -> field.as(Kind.SIZE));
    var deltaRoom = top.field("delta-room").flatMap(field -> field.as(Kind.SIZE));
    var keepOld = top.field("keep-old").flatMap(field -> field.as(Kind.SPAN));
    var health = new HealthReader(top).read();
    var retention = top.field("retention").flatMap(field -> new RetentionReader(field).read());
    var along = along(top);
    var docker =
        top.field("docker")
            .flatMap(field -> field.section(ConfigKeys.DOCKER))
            .map(section -> new DockerReader(section, places).read());
    var volumes = volumes(top);
    var oplog = new OplogReader(top).read();
    var daemon = new DaemonReader(top, places, this::checkMode).read();
    var watching = new WatchReader(top, places, this::checkMode).read();
    var alerts =
        top.field("alerts")
            .flatMap(field -> field.section(ConfigKeys.ALERTS))
            .map(section -> new AlertReader(section, places, this::checkMode).read());
    var team = new TeamReader(top).read();
    var state = state(top);
    if (problems.size() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Config(
            file,
            stack.orElseThrow(),
            envFiles,
            mongo.orElseThrow(),
            repository.orElseThrow(),
            copy,
            encryption.orElseThrow(),
            identities,
            signingKey,
            signers,
            minFree.orElse(Config.DEFAULT_MIN_FREE),
            deltaRoom.orElse(Config.DEFAULT_DELTA_ROOM),
            keepOld.orElse(Config.DEFAULT_KEEP_OLD),
            health,
            retention,
            along,
            docker.orElse(DockerSettings.NONE),
            volumes,
            oplog,
            daemon,
            watching,
            alerts.orElse(AlertSettings.NONE),
            team,
            state.orElseThrow()));
  }

  private Optional<Encryption> encryption(Section top) {
    Optional<Field> recipients = top.field("recipients");
    Optional<Field> word = top.field("encryption");
    Optional<Boolean> age = word.isEmpty() ? Optional.of(true) : word.get().as(Kind.ENCRYPTION);
    if (age.isEmpty()) {
      return Optional.empty();
    }
    if (!age.get()) {
      recipients.ifPresent(
          field ->
              field.problem(
                  "'recipients' has no use with 'encryption: none'", "remove one of the two"));
      return Optional.of(new Encryption.None());
    }
    if (recipients.isEmpty()) {
      problems.add(
          shown,
          "missing key 'recipients'",
          "add the public keys that can read the backups, such as 'recipients: [age1…]'",
          "or write 'encryption: none' if nobody shall need a key");
      return Optional.empty();
    }
    List<Recipient> list = recipients.get().asList(Kind.RECIPIENT);
    return list.isEmpty() ? Optional.empty() : Optional.of(new Encryption.Age(list));
  }

  private IdentityPlaces identities(Section top) {
    List<Path> files = new ArrayList<>();
    for (Field field : top.field("identity").map(Field::oneOrMore).orElse(List.of())) {
      Optional<Path> path =
          field.isText("-") ? Optional.of(IdentityPlaces.STANDARD_INPUT) : places.path(field);
      path.ifPresent(files::add);
    }
    return new IdentityPlaces(files, top.field("identity-command").flatMap(Field::text));
  }

  private StackSettings along(Section top) {
    List<Path> files = new ArrayList<>();
    for (Field field : top.field("compose-files").map(Field::oneOrMore).orElse(List.of())) {
      places.path(field).ifPresent(files::add);
    }
    return new StackSettings(
        files, top.field("images").flatMap(field -> field.as(Kind.IMAGES)).orElse(false));
  }

  private Map<String, VolumeSettings> volumes(Section top) {
    Map<String, VolumeSettings> volumes = new LinkedHashMap<>();
    top.field("volumes")
        .map(Field::named)
        .orElse(Map.of())
        .forEach(
            (name, field) ->
                field
                    .section(ConfigKeys.VOLUME)
                    .ifPresent(section -> volumes.put(name, volume(section))));
    return volumes;
  }

  private static VolumeSettings volume(Section section) {
    return new VolumeSettings(
        section.field("consistency").flatMap(field -> field.as(Kind.VOLUME_READING)),
        words(section, "before"),
        words(section, "after"),
        section.field("exclude").flatMap(field -> field.as(Kind.BOOLEAN)).orElse(false));
  }

  private static List<String> words(Section section, String key) {
    return section.field(key).map(Field::items).orElse(List.of()).stream()
        .flatMap(field -> field.text().stream())
        .toList();
  }

  private Optional<Path> state(Section top) {
    Optional<Field> field = top.field("state");
    if (field.isPresent()) {
      return field.flatMap(places::path);
    }
    Optional<Path> state = places.defaultState();
    if (state.isEmpty()) {
      problems.add(
          shown, "there is no folder for the host's state", "set 'state', LIFEBOAT_STATE or HOME");
    }
    return state;
  }

  /** Refuses a secret in a file that others can read. */
  private void checkMode(Field secret) {
    Set<PosixFilePermission> mode = mode();
    if (mode.stream().anyMatch(right -> !right.name().startsWith("OWNER_"))) {
      secret.problem(
          Code.FILE_MODE,
          "the password in '"
              + secret.name()
              + "' can be reached by others (mode "
              + PosixFilePermissions.toString(mode)
              + ")",
          "chmod 600 " + (shown.matches("[\\w./~+-]+") ? shown : "'" + shown + "'"),
          "or write ${VARIABLE} instead of the password, and set it in the env file");
    }
  }

  private Set<PosixFilePermission> mode() {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without modes can't be held to them.
      return Set.of();
    }
  }
}
