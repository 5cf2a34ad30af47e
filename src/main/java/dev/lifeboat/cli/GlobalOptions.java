package dev.lifeboat.cli;

import dev.lifeboat.cli.meter.ProgressMode;
import dev.lifeboat.cli.terminal.ColorMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
  private static final String DEFAULT_CONFIG = "lifeboat.yaml";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The configuration file. Without it LIFEBOAT_CONFIG, then lifeboat.yaml in the current folder.")
  private @Nullable Path config;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document on standard output, also for an error.")
  private boolean json;

  @Option(
      names = "--progress",
      paramLabel = "FORM",
      scope = ScopeType.INHERIT,
      description = "How to show progress on standard error: ${COMPLETION-CANDIDATES}.")
  private ProgressMode progress = ProgressMode.AUTO;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "When to colour: ${COMPLETION-CANDIDATES}. NO_COLOR turns it off too.")
  private ColorMode color = ColorMode.AUTO;

  @Option(
      names = "--no-input",
      scope = ScopeType.INHERIT,
      description = "Never ask; fail where a person would have to confirm.")
  private boolean noInput;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress and no notices; warnings and errors stay.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more; with an error, where in the program it arose.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show the help of the command.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print the version.")
  private boolean version;

  Path config(Map<String, String> variables) {
    return Optional.ofNullable(config)
        .orElseGet(
            () -> {
              String variable = variables.getOrDefault("LIFEBOAT_CONFIG", "");
              return Path.of(variable.isEmpty() ? DEFAULT_CONFIG : variable);
            });
  }

  /** Whether somebody named a configuration, rather than leaving it to be found. */
  boolean namesConfig(Map<String, String> variables) {
    return config != null || !variables.getOrDefault("LIFEBOAT_CONFIG", "").isEmpty();
  }

  boolean json() {
    return json;
  }

  ProgressMode progress() {
    return quiet && progress != ProgressMode.JSON ? ProgressMode.QUIET : progress;
  }

  ColorMode color() {
    return color;
  }

  boolean noInput() {
    return noInput;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  boolean help() {
    return help;
  }

  boolean version() {
    return version;
  }

  /** For a command line that could not be read: what it most likely asked for. */
  void assumeFrom(String... arguments) {
    for (String argument : arguments) {
      switch (argument) {
        case "--" -> {
          return;
        }
        case "--json" -> json = true;
        case "--color=never" -> color = ColorMode.NEVER;
        case "--progress=json" -> progress = ProgressMode.JSON;
        default -> {}
      }
    }
  }
}
