package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in Lifeboat's words what is wrong with a command line. */
final class UsageProblem {
  private UsageProblem() {}

  static Problem of(ParameterException misuse) {
    CommandLine command = misuse.getCommandLine();
    List<String> hints = new ArrayList<>();
    String fact =
        switch (misuse) {
          case UnmatchedArgumentException unknown -> unknown(unknown, hints);
          case MissingParameterException missing -> missing(missing);
          default -> value(misuse, hints);
        };
    hints.add("'" + command.getCommandSpec().qualifiedName() + " --help' shows what it takes");
    return new Problem(Code.USAGE, fact, hints);
  }

  private static String unknown(UnmatchedArgumentException misuse, List<String> hints) {
    String word = misuse.getUnmatched().getFirst();
    CommandLine command = misuse.getCommandLine();
    List<String> known = new ArrayList<>(command.getSubcommands().keySet());
    String kind = "command";
    if (misuse.isUnknownOption()) {
      kind = "option";
      known =
          command.getCommandSpec().options().stream()
              .flatMap(o -> List.of(o.names()).stream())
              .toList();
    } else if (known.isEmpty()) {
      return "unexpected argument '" + word + "'";
    }
    Suggestions.closest(word.replaceFirst("=.*", ""), known)
        .ifPresent(name -> hints.add("did you mean '" + name + "'?"));
    return "unknown " + kind + " '" + word + "'";
  }

  private static String missing(MissingParameterException misuse) {
    List<String> names = misuse.getMissing().stream().map(UsageProblem::name).distinct().toList();
    return names.size() == 1 && misuse.getMissing().getFirst().isOption() && hasNoValue(misuse)
        ? "option '" + names.getFirst() + "' needs a value"
        : "missing " + String.join(" and ", names.stream().map(name -> "'" + name + "'").toList());
  }

  /** Tells an option without its value from an option that is absent. */
  private static boolean hasNoValue(MissingParameterException misuse) {
    return !misuse.getMissing().getFirst().required()
        || String.valueOf(misuse.getMessage()).contains("for option");
  }

  private static String value(ParameterException misuse, List<String> hints) {
    ArgSpec argument = misuse.getArgSpec();
    if (argument != null && misuse.getValue() != null && argument.completionCandidates() != null) {
      List<String> values =
          StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
      hints.add("use one of " + String.join(", ", values));
      return "'" + misuse.getValue() + "' is not a value of '" + name(argument) + "'";
    }
    String fact = String.valueOf(misuse.getMessage()).strip();
    fact = fact.substring(0, 1).toLowerCase(Locale.ROOT) + fact.substring(1);
    return fact.endsWith(".") ? fact.substring(0, fact.length() - 1) : fact;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : argument.paramLabel();
  }
}
