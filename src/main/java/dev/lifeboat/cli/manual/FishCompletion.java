package dev.lifeboat.cli.manual;

import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the fish shell, which picocli doesn't write. */
public final class FishCompletion {
  /** A value that nothing can complete. */
  private static final String ANY = "-x";

  private final StringBuilder script = new StringBuilder();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  /** A script for {@code ~/.config/fish/completions}. */
  public static String of(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.line("-f");
    root.options().forEach(option -> completion.option("", option));
    for (CommandLine child : root.subcommands().values()) {
      completion.command(child.getCommandSpec());
    }
    return completion.script.toString();
  }

  private void command(CommandSpec command) {
    line(
        "-n __fish_use_subcommand -a "
            + command.name()
            + described(command.usageMessage().description()));
    String here = "-n '__fish_seen_subcommand_from " + command.name() + "' ";
    command.options().stream().filter(o -> !HelpLayout.global(o)).forEach(o -> option(here, o));
    command.positionalParameters().stream()
        .map(FishCompletion::values)
        .filter(values -> !values.equals(ANY))
        .forEach(values -> line(here + values));
    Set<String> below = command.subcommands().keySet();
    for (CommandLine child : command.subcommands().values()) {
      below(command.name(), String.join(" ", below), child.getCommandSpec());
    }
  }

  /** A command below a command, such as {@code key add}. */
  private void below(String parent, String siblings, CommandSpec command) {
    String seen = "__fish_seen_subcommand_from ";
    line(
        "-n '%s%s; and not %s%s' -a %s".formatted(seen, parent, seen, siblings, command.name())
            + described(command.usageMessage().description()));
    String here = "-n '%s%s; and %s%s' ".formatted(seen, parent, seen, command.name());
    command.options().stream().filter(o -> !HelpLayout.global(o)).forEach(o -> option(here, o));
  }

  private void option(String condition, OptionSpec option) {
    if (option.hidden()) {
      return;
    }
    StringBuilder line = new StringBuilder(condition);
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      line.append(' ');
    }
    line.append(option.arity().max() == 0 ? "" : values(option));
    line(line.toString().strip() + described(option.description()));
  }

  private static String values(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      return "-x -a '"
          + StreamSupport.stream(argument.completionCandidates().spliterator(), false)
              .collect(Collectors.joining(" "))
          + "'";
    }
    Class<?> type =
        argument.auxiliaryTypes().length == 0 ? argument.type() : argument.auxiliaryTypes()[0];
    return type == Path.class || type == File.class ? "-r -F" : ANY;
  }

  private static String described(String[] lines) {
    String text = String.join(" ", lines).replace("\\", "\\\\").replace("'", "\\'");
    return text.isEmpty() ? "" : " -d '" + text + "'";
  }

  private void line(String rest) {
    script.append("complete -c ").append(program).append(' ').append(rest).append('\n');
  }
}
