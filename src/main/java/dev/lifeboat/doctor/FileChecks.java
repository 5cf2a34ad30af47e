package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who can reach the files that hold secrets. */
final class FileChecks {
  static final String GROUP = "files";

  private FileChecks() {}

  static List<Check> all(Config config) {
    List<Path> secrets = secrets(config);
    List<Path> keys = keys(config);
    return List.of(
        new Look(GROUP, "file modes", () -> modes(secrets, keys)),
        new Look(GROUP, "state folder", () -> List.of(state(config.state()))),
        new Look(GROUP, "git", () -> List.of(new GitLook(secrets, keys).look())));
  }

  private static List<Path> keys(Config config) {
    return Stream.concat(config.identities().ownFiles().stream(), config.signingKey().stream())
        .filter(Files::exists)
        .toList();
  }

  private static List<Path> secrets(Config config) {
    List<Path> all = new ArrayList<>(keys(config));
    all.addAll(config.envFiles());
    all.add(config.file());
    return all;
  }

  private static List<Observation> modes(List<Path> secrets, List<Path> keys) {
    List<Observation> open = new ArrayList<>();
    for (Path file : secrets) {
      Set<PosixFilePermission> mode = mode(file);
      if (isOpen(mode)) {
        String fact =
            "others can reach '%s' (mode %s)".formatted(file, PosixFilePermissions.toString(mode));
        String hint = "chmod 600 '" + file + "'";
        open.add(
            keys.contains(file)
                ? Observation.fail("file modes", Code.FILE_MODE, fact, hint)
                : Observation.warn("file modes", fact, hint));
      }
    }
    return open.isEmpty()
        ? List.of(
            Observation.ok("file modes", "keys, configuration and env files are this user's alone"))
        : open;
  }

  private static Observation state(Path folder) {
    if (!Files.exists(folder)) {
      return Observation.ok("state folder", "'" + folder + "' will be made when it is needed");
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Observation.fail(
          "state folder",
          Code.STATE_UNUSABLE,
          "'" + folder + "' can't be written to",
          "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder");
    }
    return isOpen(mode(folder))
        ? Observation.warn(
            "state folder",
            "others can reach '" + folder + "', which names what was backed up",
            "chmod 700 '" + folder + "'")
        : Observation.ok("state folder", "'" + folder + "' is this user's alone");
  }

  private static boolean isOpen(Set<PosixFilePermission> mode) {
    return mode.stream().anyMatch(right -> !right.name().startsWith("OWNER_"));
  }

  private static Set<PosixFilePermission> mode(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
