package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Env files that the configuration names and that are gone, such as the one with the database's
 * password. Backups hold them, and what opens a backup is in the configuration itself.
 */
final class LostVariables {
  private LostVariables() {}

  /**
   * A configuration with the values of before.
   *
   * @param files what has to be put where the configuration looks for it
   */
  record Found(Config config, List<StackFile> files) {}

  /**
   * Reads a configuration of which env files are gone.
   *
   * @param why why it can't be read as it is
   * @param stored gives the files of a backup, by what is known without the env files
   * @throws ProblemException why, if that is not it, or if the backup doesn't have them either
   */
  static Found find(
      ConfigFiles configs,
      Path file,
      ProblemException why,
      Function<Config, List<StackFile>> stored) {
    Config outline;
    try {
      outline = configs.outline(Optional.of(file));
    } catch (ProblemException e) {
      throw why;
    }
    List<Path> gone = gone(outline);
    if (gone.isEmpty()) {
      throw why;
    }
    List<StackFile> files;
    try {
      files = placed(gone, outline.file(), stored.apply(outline));
    } catch (ProblemException | StorageException e) {
      List<Problem> problems = new ArrayList<>(why.problems());
      problems.add(
          Problem.of(
              Code.CONFIG_INVALID,
              "and no backup that may have it can be read without it: " + e.getMessage(),
              "put the file there yourself; backups that are not encrypted hold no such files"));
      throw new ProblemException(problems);
    }
    Map<Path, String> contents = new LinkedHashMap<>();
    files.forEach(
        each ->
            contents.put(
                Path.of(each.facts().path()), new String(each.content(), StandardCharsets.UTF_8)));
    return new Found(configs.readWith(Optional.of(file), contents), files);
  }

  /** The stack's name where nothing else hinders; empty if only an env file says it. */
  static Optional<StackName> stack(ConfigFiles configs, Path file) {
    try {
      return Optional.of(configs.outline(Optional.of(file)))
          .filter(outline -> !gone(outline).isEmpty())
          .map(Config::stack)
          .filter(name -> !name.value().equals(ConfigFiles.UNKNOWN));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Those that the configuration names and that aren't there. */
  static List<Path> gone(Config config) {
    return config.envFiles().stream().filter(each -> !Files.exists(each)).toList();
  }

  /**
   * The stored files, as those that are looked for: a configuration may lie elsewhere than it did,
   * and what it names beside itself with it.
   */
  static List<StackFile> placed(List<Path> gone, Path config, List<StackFile> stored) {
    Path here = config.resolveSibling("");
    Optional<Path> before =
        stored.stream()
            .filter(each -> each.facts().role() == FileRole.CONFIGURATION)
            .map(each -> Path.of(each.facts().path()).resolveSibling(""))
            .findFirst();
    List<StackFile> found = new ArrayList<>();
    for (Path each : gone) {
      Optional<Path> moved = before.map(old -> old.resolve(here.relativize(each)).normalize());
      at(each, stored)
          .or(() -> moved.flatMap(path -> at(path, stored)))
          .filter(StackFile::isWhole)
          .map(file -> at(file, each))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<StackFile> at(Path path, List<StackFile> stored) {
    return stored.stream().filter(file -> Path.of(file.facts().path()).equals(path)).findFirst();
  }

  private static StackFile at(StackFile file, Path path) {
    RecordedFile facts = file.facts();
    return new StackFile(
        new RecordedFile(path.toString(), FileRole.ENVIRONMENT, facts.mode(), facts.sha256()),
        file.content());
  }
}
