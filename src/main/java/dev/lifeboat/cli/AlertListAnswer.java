package dev.lifeboat.cli;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Silence;
import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Open alerts and silences. */
record AlertListAnswer(AlertServices.Overview overview) implements Answer {
  /** Its field names are a contract. */
  record Document(String stack, List<Open> alerts, List<Silence> silences, List<String> channels) {}

  /** An open alert. */
  record Open(
      long number,
      String about,
      String state,
      String reason,
      Instant since,
      Optional<Instant> lastTold,
      boolean silenced,
      Optional<Alert.Acknowledgement> acknowledged,
      List<String> effects,
      List<String> commands) {}

  @Override
  public Object document() {
    return new Document(
        overview.stack(),
        overview.alerts().stream()
            .map(
                alert ->
                    new Open(
                        alert.number(),
                        alert.key(),
                        alert.state().name(),
                        alert.reason(),
                        alert.since(),
                        alert.lastTold(),
                        silenced(alert),
                        alert.acknowledgement(),
                        alert.effects(),
                        alert.commands()))
            .toList(),
        overview.silences(),
        overview.channels());
  }

  private boolean silenced(Alert alert) {
    return overview.silences().stream()
        .anyMatch(silence -> silence.covers(alert.key(), overview.now()));
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    if (overview.alerts().isEmpty()) {
      text.append(page.ok())
          .append(" No alert is open for stack '%s'\n".formatted(overview.stack()));
    } else {
      Table table =
          new Table(
              Column.number("ALERT"),
              Column.text("ABOUT"),
              Column.text("STATE"),
              Column.text("SINCE"),
              Column.text("TAKEN BY"),
              Column.prose("REASON"));
      for (Alert alert : overview.alerts()) {
        table.row(
            String.valueOf(alert.number()),
            alert.key(),
            (alert.wellSince().isPresent() ? "over?" : alert.state().name())
                + (silenced(alert) ? ", silenced" : ""),
            page.moment(alert.since()),
            alert.acknowledgement().map(Alert.Acknowledgement::by).orElse("-"),
            alert.reason());
      }
      text.append(page.table(table));
    }
    if (!overview.silences().isEmpty()) {
      Table table =
          new Table(
              Column.number("SILENCE"),
              Column.text("ABOUT"),
              Column.text("UNTIL"),
              Column.text("BY"),
              Column.prose("REASON"));
      for (Silence silence : overview.silences()) {
        table.row(
            String.valueOf(silence.number()),
            silence.about(),
            page.moment(silence.until()),
            silence.by(),
            silence.reason());
      }
      text.append('\n').append(page.table(table));
    }
    if (overview.channels().isEmpty()) {
      text.append('\n')
          .append(page.ink().warning("!"))
          .append(" Nobody is told: 'alerts.channels' in lifeboat.yaml names no channel\n");
    }
    return text.append(page.next(next())).toString();
  }

  private String next() {
    return overview.alerts().stream()
        .filter(alert -> alert.acknowledgement().isEmpty())
        .findFirst()
        .map(
            alert ->
                alert.commands().isEmpty()
                    ? "lifeboat alert ack " + alert.number()
                    : alert.commands().getFirst())
        .orElse(overview.channels().isEmpty() ? "lifeboat monitor" : "lifeboat alert log");
  }
}
