package dev.lifeboat.cli;

import dev.lifeboat.alert.Delivery;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.problem.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was sent, or tried.
 *
 * @param judged whether the exit code says if all was taken
 */
record AlertLogAnswer(List<Delivery> deliveries, boolean judged) implements Answer {
  AlertLogAnswer {
    deliveries = List.copyOf(deliveries);
  }

  static AlertLogAnswer of(List<Delivery> deliveries) {
    return new AlertLogAnswer(deliveries, false);
  }

  /** After a trial. */
  static AlertLogAnswer tried(List<Delivery> deliveries) {
    return new AlertLogAnswer(deliveries, true);
  }

  /** Its field names are a contract. */
  record Document(List<Sent> deliveries) {}

  /** A message to a channel. */
  record Sent(
      String channel,
      Delivery.Status status,
      String kind,
      String about,
      String title,
      Instant created,
      int attempts,
      Optional<Instant> next,
      Optional<Instant> ended,
      Optional<String> error) {}

  @Override
  public Object document() {
    return new Document(
        deliveries.stream()
            .map(
                each ->
                    new Sent(
                        each.channel(),
                        each.status(),
                        each.message().kind().name(),
                        each.message().key(),
                        each.message().title(),
                        each.created(),
                        each.attempts(),
                        Optional.of(each.nextAt())
                            .filter(_ -> each.status() == Delivery.Status.WAITING),
                        each.ended(),
                        each.error()))
            .toList());
  }

  @Override
  public ExitCode exit() {
    return judged && deliveries.stream().anyMatch(each -> each.status() != Delivery.Status.SENT)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    if (deliveries.isEmpty()) {
      return "Nothing was sent yet.\n" + page.next("lifeboat alert test");
    }
    Table table =
        new Table(
            Column.text("WHEN"),
            Column.text("CHANNEL"),
            Column.text("STATUS"),
            Column.prose("MESSAGE"));
    for (Delivery each : deliveries) {
      table.row(
          page.moment(each.created()),
          each.channel(),
          status(each),
          each.message().title() + each.error().map(why -> " (" + why + ")").orElse(""));
    }
    return page.table(table)
        + page.next(
            deliveries.stream()
                .filter(each -> each.status() == Delivery.Status.FAILED)
                .findFirst()
                .map(each -> "lifeboat alert test " + each.channel())
                .orElse("lifeboat alert list"));
  }

  private static String status(Delivery delivery) {
    return switch (delivery.status()) {
      case SENT -> "sent";
      case FAILED -> "failed";
      case WAITING -> delivery.attempts() == 0 ? "waits" : "waits, tried " + delivery.attempts();
    };
  }
}
