package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is read in the place of env files that a configuration names and that aren't there. */
interface GoneEnvFiles {
  /** Nothing: that one isn't there is a problem. */
  GoneEnvFiles NONE = _ -> Optional.empty();

  /** The text of one that isn't there; empty if nobody knows it. */
  Optional<String> text(Path file);

  /**
   * The values of variables that no file sets.
   *
   * @param config the text of the configuration
   */
  default Map<String, String> unset(String config) {
    return Map.of();
  }

  /** Where others have what was in them. */
  static GoneEnvFiles of(Map<Path, String> contents) {
    return file -> Optional.ofNullable(contents.get(file));
  }

  /** Where nobody knows what was in them: values that can be told from none are made up. */
  static GoneEnvFiles madeUp(Map<String, String> environment) {
    return new MadeUp(environment);
  }

  /** Every variable that the configuration names has some value. */
  record MadeUp(Map<String, String> environment) implements GoneEnvFiles {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern ADDRESS =
        Pattern.compile("\\buri:\\s*[\"']?\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    @Override
    public Optional<String> text(Path file) {
      return Optional.of("");
    }

    @Override
    public Map<String, String> unset(String config) {
      Map<String, String> values = new LinkedHashMap<>();
      Matcher address = ADDRESS.matcher(config);
      while (address.find()) {
        values.put(address.group(1), "mongodb://unknown/");
      }
      Matcher variable = VARIABLE.matcher(config);
      while (variable.find()) {
        values.putIfAbsent(variable.group(1), ConfigFiles.UNKNOWN);
      }
      values.keySet().removeAll(environment.keySet());
      return values;
    }
  }
}
