package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.schedule.Job;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds, reads and writes the configuration file. */
public final class ConfigFiles {
  /** What the file is called unless someone says otherwise. */
  public static final String DEFAULT_NAME = "lifeboat.yaml";

  /** What {@link #outline} has where it can't know. */
  public static final String UNKNOWN = "unknown";

  private final Map<String, String> environment;
  private final Path folder;

  /**
   * @param environment the variables of the process
   * @param folder the working folder
   */
  public ConfigFiles(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Where the configuration is, or would be written: the file given, else {@code LIFEBOAT_CONFIG},
   * else {@code lifeboat.yaml} in the working folder. Absolute; it need not exist.
   */
  public Path locate(Optional<Path> given) {
    return folder.resolve(name(given)).normalize();
  }

  /**
   * Where the host's state goes without a configuration.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code STATE_UNUSABLE} if nothing says where
   */
  public Path defaultState() {
    return new Places(folder, environment)
        .defaultState()
        .orElseThrow(
            () ->
                Problem.of(
                        Code.STATE_UNUSABLE,
                        "there is no folder for the host's state",
                        "set LIFEBOAT_STATE or HOME")
                    .exception());
  }

  /**
   * A repository that is named on the command line.
   *
   * @param text a path, or an address such as {@code s3://bucket/prefix?endpoint=…}
   * @param start what a relative path begins at
   * @throws dev.lifeboat.problem.ProblemException with {@code USAGE} if it is neither
   */
  public RepositoryLocation repository(String text, Path start) {
    try {
      if (S3Address.is(text)) {
        return S3Address.parse(text).location(environment);
      }
      if (text.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
        throw new IllegalArgumentException("a repository is a folder or a bucket");
      }
      return new RepositoryLocation.Folder(folder.resolve(start).resolve(text).normalize());
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.USAGE,
              "the repository's address is not valid: " + e.getMessage(),
              "write it like /srv/backups/shop or s3://bucket/prefix?endpoint=https://minio:9000")
          .causedBy(e);
    }
  }

  /**
   * Reads and checks the configuration and its env files.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_MISSING} if there is no file,
   *     else with every problem in it: {@code CONFIG_INVALID}, and {@code FILE_MODE} for a password
   *     in a file that others can reach
   */
  public Config read(Optional<Path> given) {
    return read(given, GoneEnvFiles.NONE);
  }

  /**
   * The same where env files are gone, and others have what was in them.
   *
   * @param contents by where the files would be; those that are there are read all the same
   */
  public Config readWith(Optional<Path> given, Map<Path, String> contents) {
    return read(given, GoneEnvFiles.of(contents));
  }

  /**
   * The same where env files are gone: what only they could say is made up, so that the rest can be
   * known, such as where the repository is. Its {@link Config#envFiles} are all that it names.
   */
  public Config outline(Optional<Path> given) {
    return read(given, GoneEnvFiles.madeUp(environment));
  }

  private Config read(Optional<Path> given, GoneEnvFiles gone) {
    String name = name(given);
    Path file = locate(given);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Problem.of(
              Code.CONFIG_MISSING,
              "there is no configuration '" + name + "'",
              "run 'lifeboat init' to write one",
              "or name it with --config FILE or LIFEBOAT_CONFIG")
          .exception();
    }
    return new ConfigReader(file, name, environment, gone).read();
  }

  /**
   * Writes a new configuration with mode 0600, durable when this returns.
   *
   * @return the file that was written
   * @throws dev.lifeboat.problem.ProblemException with {@code FILE_EXISTS} if there is one already
   */
  public Path write(Optional<Path> given, NewConfig values) {
    Path file = locate(given);
    new ConfigWriter(file, name(given)).write(values);
    return file;
  }

  /**
   * Changes the keys in the configuration: comments and layout stay, and so does who may read it.
   * Others see the old file or the new one, which was read again before.
   *
   * @return what it says now
   * @throws dev.lifeboat.problem.ProblemException as {@link #read}; CONFIG_INVALID if the file is
   *     written in a way that this can't follow; then it is as it was
   */
  public Config edit(Optional<Path> given, KeyEdit edit) {
    Config before = read(given);
    return new ConfigChange(locate(given), name(given), environment).apply(before, edit);
  }

  /**
   * Adds jobs at the end of {@code jobs}, with the same care as {@link #edit}.
   *
   * @param lines each job as a line of the file, without indent
   * @param jobs the same, as they have to be read back
   */
  public Config addJobs(Optional<Path> given, List<String> lines, List<Job> jobs) {
    Config before = read(given);
    return new ConfigChange(locate(given), name(given), environment).addJobs(before, lines, jobs);
  }

  /** Where the file is kept as it was before jobs were added. */
  public static Path beforeJobs(Path file) {
    return file.resolveSibling(file.getFileName() + ".before-import");
  }

  private String name(Optional<Path> given) {
    return given
        .map(Path::toString)
        .or(() -> Optional.ofNullable(environment.get("LIFEBOAT_CONFIG")))
        .filter(name -> !name.isBlank())
        .orElse(DEFAULT_NAME);
  }
}
