package dev.lifeboat.cli.manual;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** The order of a command's help: what it does, how to call it, its own options, the others. */
public final class HelpLayout {
  private static final int WIDTH = 80;
  private static final String OWN = "own";
  private static final String GLOBAL = "global";
  private static final String EXAMPLES = "examples";
  private static final List<String> ORDER =
      List.of(
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
          OWN,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          EXAMPLES,
          GLOBAL);

  private HelpLayout() {}

  /** Gives a command this layout. */
  public static void applyTo(CommandLine command) {
    boolean root = command.getParent() == null;
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .width(WIDTH)
        .adjustLineBreaksForWideCJKCharacters(true);
    usage.synopsisHeading("%nUsage: ").synopsisSubcommandLabel("COMMAND");
    usage.parameterListHeading("%nArguments:%n").commandListHeading("%nCommands:%n");
    Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(OWN, help -> options(help, "Options", option -> !global(option)));
    sections.put(
        GLOBAL, help -> root ? options(help, "Global options", HelpLayout::global) : pointer());
    sections.put(EXAMPLES, HelpLayout::examples);
    command.setHelpSectionMap(sections);
    command.setHelpSectionKeys(ORDER);
  }

  /** Whether an option is one of those that every command takes. */
  static boolean global(OptionSpec option) {
    return option.inherited() || option.scopeType() == ScopeType.INHERIT;
  }

  private static String options(Help help, String heading, Predicate<OptionSpec> which) {
    List<OptionSpec> chosen =
        help.commandSpec().options().stream().filter(which).filter(o -> !o.hidden()).toList();
    return chosen.isEmpty() ? "" : "\n" + heading + ":\n" + help.optionListExcludingGroups(chosen);
  }

  private static String pointer() {
    return "\nThe options of 'lifeboat --help', such as --json, work here too.\n";
  }

  private static String examples(Help help) {
    String[] lines = help.commandSpec().usageMessage().footer();
    if (lines.length == 0) {
      return "";
    }
    boolean root = help.commandSpec().parent() == null;
    return root
        ? "\n" + String.join("\n", lines) + "\n"
        : "\nExamples:\n  " + String.join("\n  ", lines) + "\n";
  }
}
