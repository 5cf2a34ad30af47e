package dev.lifeboat.config;

import java.util.Map;
import java.util.Optional;

/** The variables that the configuration may refer to, and where they were looked for. */
final class Interpolation {
  private final Map<String, String> environment;
  private final Map<String, String> files;
  private final String places;

  /**
   * @param files the values of the env files; the environment wins over them
   * @param places where a variable is looked for, such as {@code the environment and '.env'}
   */
  Interpolation(Map<String, String> environment, Map<String, String> files, String places) {
    this.environment = environment;
    this.files = files;
    this.places = places;
  }

  /** The variables for one value; each that it lacks is reported at the value's line. */
  Variables at(String file, int line, ProblemLog problems) {
    return new Variables() {
      @Override
      public Optional<String> value(String name) {
        String outer = environment.get(name);
        return Optional.ofNullable(outer != null ? outer : files.get(name));
      }

      @Override
      public void unset(String name) {
        problems.add(
            file,
            line,
            "variable '" + name + "' isn't set",
            "it was looked for in " + places,
            "write '$$' if a dollar sign was meant");
      }

      @Override
      public void required(String name, String reason) {
        problems.add(file, line, requiredMessage(name, reason), "it was looked for in " + places);
      }
    };
  }

  static String requiredMessage(String name, String reason) {
    return "variable '" + name + "' has no value" + (reason.isBlank() ? "" : ": " + reason);
  }
}
