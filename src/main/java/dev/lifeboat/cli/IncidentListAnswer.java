package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.IncidentEvent;
import java.util.List;

/** All incidents of a stack. */
record IncidentListAnswer(List<Incident> incidents) implements Answer {
  /** Its field names are a contract. */
  record Document(List<IncidentAnswer.Document> incidents) {}

  @Override
  public Object document() {
    return new Document(incidents.stream().map(IncidentAnswer.Document::of).toList());
  }

  @Override
  public String text(Page page) {
    if (incidents.isEmpty()) {
      return "no incident was ever opened here\n";
    }
    Table table =
        new Table(
            Column.text("INCIDENT"),
            Column.text("PRIORITY"),
            Column.text("BEGAN"),
            Column.text("CLOSED"),
            Column.prose("TITLE"));
    for (Incident incident : incidents.reversed()) {
      table.row(
          incident.id(),
          incident.priority().name(),
          page.moment(incident.opened().since()),
          incident.closed().map(IncidentEvent::at).map(page::moment).orElse("open"),
          incident.opened().title());
    }
    return page.table(table);
  }
}
