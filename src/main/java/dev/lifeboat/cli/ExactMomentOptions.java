package dev.lifeboat.cli;

import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.source.OplogTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that name a moment by an operation of the captured oplog. */
final class ExactMomentOptions {
  private static final Pattern OPERATION = Pattern.compile("ns:(\\S+)(?:\\s+id:(.+))?");

  @Option(
      names = "--at-optime",
      paramLabel = "SECONDS:N",
      description =
          "Instead of BACKUP: right after this operation, such as 1763900000:3; see 'oplog"
              + " search'.")
  private Optional<String> upTo = Optional.empty();

  @Option(
      names = "--before-op",
      paramLabel = "OPERATION",
      description = {
        "Instead of BACKUP: right before a document was last deleted, such as 'ns:shop.orders"
            + " id:42', or a collection last dropped, such as 'ns:shop.orders'."
      })
  private Optional<String> before = Optional.empty();

  boolean isGiven() {
    return upTo.isPresent() || before.isPresent();
  }

  Optional<ExactMoment> choice(CommandSpec spec) {
    if (upTo.isPresent() && before.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "'--at-optime' and '--before-op' both name a moment: give one");
    }
    return upTo.<ExactMoment>map(text -> new ExactMoment.UpTo(time(text, spec)))
        .or(() -> before.map(text -> new ExactMoment.Before(operation(text, spec))));
  }

  private static OplogTime time(String text, CommandSpec spec) {
    try {
      return OplogTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "invalid value for option '--at-optime': " + e.getMessage());
    }
  }

  private static OperationQuery operation(String text, CommandSpec spec) {
    Matcher parts = OPERATION.matcher(text);
    if (!parts.matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "invalid value for option '--before-op': '%s' must be 'ns:DATABASE.COLLECTION', or"
                  .formatted(text)
              + " 'ns:DATABASE.COLLECTION id:ID'");
    }
    Optional<String> id = Optional.ofNullable(parts.group(2));
    return new OperationQuery(
        Optional.of(parts.group(1)),
        id,
        id.isPresent() ? Set.of("d") : Set.of("drop"),
        Optional.empty());
  }
}
