package dev.lifeboat.cli;

import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.units.Moments;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lifeboat oplog search}. */
@Command(
    name = "search",
    description = {
      "Find operations in the stored oplog: when they were, on which document, and never what is in"
          + " it.",
      "With their time, 'lifeboat restore --at-optime' brings back the moment right after one, and"
          + " '--before-op' the one right before it."
    },
    footer = {
      "lifeboat oplog search --ns shop.orders --op d",
      "lifeboat oplog search --ns shop.orders --id 42",
      "lifeboat oplog search --op drop --since '2026-11-22 10:15'"
    })
final class OplogSearchCommand implements Action {
  @Option(
      names = "--ns",
      paramLabel = "NAME",
      description = "Only on this collection, such as shop.orders; * stands for anything.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = "--id", paramLabel = "ID", description = "Only on the document of this _id.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--op",
      paramLabel = "OP",
      split = ",",
      description = "Only these: i, u or d on documents; drop, renameCollection, create and so on.")
  private Set<String> ops = new TreeSet<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From then on, such as '2026-11-22 10:15'.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many, the newest; 50 if not said.")
  private int limit;

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    if (limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "invalid value for option '--limit': it must be at least 1");
    }
    ZoneId zone = session.shell().zone();
    OperationQuery query =
        new OperationQuery(namespace, id, ops, since.map(text -> moment(text, zone)));
    return new FoundAnswer(session.services().oplog().search(session.conduct(), query, limit));
  }

  private Instant moment(String text, ZoneId zone) {
    try {
      return Moments.parse(text, zone);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "invalid value for option '--since': " + e.getMessage());
    }
  }
}
