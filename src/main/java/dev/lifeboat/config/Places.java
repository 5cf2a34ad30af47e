package dev.lifeboat.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Turns the paths of a configuration into absolute ones. */
final class Places {
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder what relative paths begin at; absolute
   * @param environment holds {@code HOME} and what else names a place
   */
  Places(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** The path that a field names; {@code ~} is the home folder. */
  Optional<Path> path(Field field) {
    Optional<String> text = field.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String value = text.get();
    if (value.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      field.problem("'" + field.name() + "' is an address, not a path", "name a file or folder");
      return Optional.empty();
    }
    if (value.startsWith("~") && !value.equals("~") && !value.startsWith("~/")) {
      field.problem(
          "'" + field.name() + "' names another user's home",
          "write the whole path instead of '~'");
      return Optional.empty();
    }
    if (value.startsWith("~") && home().isEmpty()) {
      field.problem(
          "'" + field.name() + "' needs a home folder", "set HOME, or write the whole path");
      return Optional.empty();
    }
    try {
      return Optional.of(resolve(value));
    } catch (InvalidPathException e) {
      field.problem("'" + field.name() + "' isn't a path", "remove the control character");
      return Optional.empty();
    }
  }

  Path resolve(String value) {
    if (value.startsWith("~")) {
      return home().orElseThrow().resolve(value.substring(Math.min(2, value.length()))).normalize();
    }
    return folder.resolve(value).normalize();
  }

  /** Where the host's state goes if the configuration doesn't say; empty without a home folder. */
  Optional<Path> defaultState() {
    Optional<String> own = variable("LIFEBOAT_STATE");
    if (own.isPresent()) {
      return own.map(this::resolve);
    }
    // The XDG rules: a relative path in the variable is to be ignored.
    return variable("XDG_STATE_HOME")
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .or(() -> home().map(home -> home.resolve(".local/state")))
        .map(base -> base.resolve("lifeboat"));
  }

  private Optional<Path> home() {
    return variable("HOME").map(folder::resolve);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
