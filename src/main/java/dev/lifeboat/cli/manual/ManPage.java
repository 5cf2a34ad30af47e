package dev.lifeboat.cli.manual;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page. */
public final class ManPage {
  private final CommandSpec command;
  private final boolean root;
  private final Roff page;

  private ManPage(CommandSpec command, String version) {
    this.command = command;
    this.root = command.parent() == null;
    this.page = new Roff(title(command), version);
  }

  /** The page in the man(7) language. */
  public static String of(CommandSpec command, String version) {
    ManPage page = new ManPage(command, version);
    page.name();
    page.synopsis();
    page.description();
    page.options();
    page.commands();
    page.environment();
    page.exitStatus();
    page.examples();
    page.seeAlso();
    return page.page.toString();
  }

  private void name() {
    String summary = summary(command);
    page.section("NAME").paragraph(Roff.escape(title(command)) + " \\- " + Roff.escape(summary));
  }

  private void synopsis() {
    String arguments =
        command.positionalParameters().stream()
            .map(
                argument ->
                    " " + optional(Roff.italic(argument.paramLabel()), !argument.required()))
            .collect(Collectors.joining());
    String words = root ? " " + Roff.italic("COMMAND") : arguments;
    page.section("SYNOPSIS")
        .paragraph(
            Roff.bold(command.qualifiedName()) + " [" + Roff.italic("OPTIONS") + "]" + words);
  }

  private static String optional(String text, boolean optional) {
    return optional ? "[" + text + "]" : text;
  }

  private void description() {
    page.section("DESCRIPTION");
    Stream.of(command.usageMessage().description()).forEach(line -> page.paragraph(prose(line)));
    for (PositionalParamSpec argument : command.positionalParameters()) {
      page.item(Roff.italic(argument.paramLabel()), prose(argument.description()));
    }
  }

  private void options() {
    List<OptionSpec> own = command.options().stream().filter(o -> !HelpLayout.global(o)).toList();
    items("OPTIONS", own);
    if (root) {
      items("GLOBAL OPTIONS", command.options().stream().filter(HelpLayout::global).toList());
    } else {
      page.paragraph("The global options of " + Roff.bold("lifeboat") + "(1) work here too.");
    }
  }

  private void items(String heading, List<OptionSpec> options) {
    List<OptionSpec> shown = options.stream().filter(option -> !option.hidden()).toList();
    if (!shown.isEmpty()) {
      page.section(heading);
      shown.forEach(option -> page.item(term(option), prose(option.description())));
    }
  }

  private static String term(OptionSpec option) {
    String names = Stream.of(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " " + Roff.italic(option.paramLabel());
  }

  private void commands() {
    if (root) {
      page.section("COMMANDS");
      for (CommandLine child : command.subcommands().values()) {
        CommandSpec spec = child.getCommandSpec();
        page.item(Roff.bold(spec.name()), Roff.escape(summary(spec)));
      }
    }
  }

  private void environment() {
    if (root) {
      page.section("ENVIRONMENT");
      page.item(Roff.bold("LIFEBOAT_CONFIG"), "The configuration file where no option names one.");
      page.item(Roff.bold("NO_COLOR"), "If it isn't empty, nothing is coloured.");
    }
  }

  private void exitStatus() {
    page.section("EXIT STATUS");
    if (root) {
      ExitStatuses.MEANINGS.forEach(
          (code, meaning) ->
              page.item(Roff.bold(String.valueOf(code.status())), Roff.escape(meaning)));
    } else {
      page.paragraph("0 if all went well. " + Roff.bold("lifeboat") + "(1) lists the others.");
    }
  }

  private void examples() {
    if (!root && command.usageMessage().footer().length > 0) {
      page.section("EXAMPLES");
      Stream.of(command.usageMessage().footer()).forEach(page::example);
    }
  }

  private void seeAlso() {
    page.section("SEE ALSO");
    page.paragraph(
        root
            ? command.subcommands().values().stream()
                .map(child -> Roff.bold(title(child.getCommandSpec())) + "(1)")
                .collect(Collectors.joining(", "))
            : Roff.bold("lifeboat") + "(1)");
  }

  private static String title(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** The first sentence, as a phrase. */
  private static String summary(CommandSpec command) {
    String[] description = command.usageMessage().description();
    String first = description.length == 0 ? "" : description[0].split("\\.(\\s|$)", 2)[0];
    return first.isEmpty() ? first : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }

  private static String prose(String... lines) {
    return Roff.escape(String.join(" ", lines));
  }
}
