package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.IncidentEvent;
import dev.lifeboat.incident.Point;
import dev.lifeboat.problem.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What ends an incident: what is true, what is waived, what is left. */
record ChecklistAnswer(Checkpoints look) implements Answer {
  /** Its field names are a contract. */
  record Document(String incident, List<Line> points) {}

  /**
   * Its field names are a contract.
   *
   * @param state {@code done}, {@code waived} or {@code left}
   * @param why what shows it, why it is waived, or why it wasn't found true; absent for what only
   *     people can know
   */
  record Line(String point, String words, String state, Optional<String> why) {}

  private List<Line> lines() {
    Incident incident = look.incident();
    return Arrays.stream(Point.values())
        .map(
            point ->
                switch (incident.points().get(point)) {
                  case IncidentEvent.Checked checked ->
                      line(point, "done", Optional.of(checked.evidence()));
                  case IncidentEvent.Waived waived ->
                      line(point, "waived", Optional.of(waived.reason()));
                  case null, default ->
                      line(point, "left", Optional.ofNullable(look.unseen().get(point)));
                })
        .toList();
  }

  private static Line line(Point point, String state, Optional<String> why) {
    return new Line(point.toString(), point.words(), state, why);
  }

  @Override
  public ExitCode exit() {
    return look.incident().missing().isEmpty() ? ExitCode.OK : ExitCode.WAITING;
  }

  @Override
  public Object document() {
    return new Document(look.incident().id(), lines());
  }

  @Override
  public String text(Page page) {
    Table table =
        new Table(
            Column.text("POINT"), Column.text("STATE"), Column.prose("WHAT IS TRUE THEN, AND WHY"));
    lines()
        .forEach(
            line ->
                table.row(
                    line.point(),
                    line.state(),
                    line.words() + line.why().map(why -> " (" + why + ")").orElse("")));
    return page.table(table)
        + page.next(
            look.incident().missing().isEmpty()
                ? "lifeboat incident close"
                : "lifeboat incident done "
                    + look.incident().missing().getFirst()
                    + " --evidence TEXT");
  }
}
