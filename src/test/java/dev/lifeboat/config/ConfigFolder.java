package dev.lifeboat.config;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with a configuration in it, and the environment that it is read with. */
final class ConfigFolder {
  /** Public keys whose private halves don't matter here. */
  static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

  static final String SIGNER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "Abcd".repeat(10) + "Abc shop";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/ann"));

  ConfigFolder(Path folder) {
    this.folder = folder;
  }

  ConfigFolder set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ConfigFolder unset(String name) {
    environment.remove(name);
    return this;
  }

  ConfigFolder file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  ConfigFolder mode(String name, String mode) {
    try {
      Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  ConfigFiles files() {
    return new ConfigFiles(environment, folder);
  }

  Config read() {
    return files().read(Optional.empty());
  }

  /** Reads this text as {@code lifeboat.yaml}. */
  Config read(String yaml) {
    return file("lifeboat.yaml", yaml).read();
  }

  /** The problems of this text as people read them: a message, then its hints. */
  List<String> problems(String yaml) {
    return found(yaml).stream().map(Problem::message).toList();
  }

  List<Problem> found(String yaml) {
    try {
      throw new AssertionError("no problem in " + read(yaml));
    } catch (ProblemException e) {
      return e.problems();
    }
  }
}
