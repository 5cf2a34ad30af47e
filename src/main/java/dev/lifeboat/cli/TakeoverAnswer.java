package dev.lifeboat.cli;

import dev.lifeboat.schedule.crontab.Takeover;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs that take the place of crontabs' lines.
 *
 * @param written the configuration that they were put into
 */
record TakeoverAnswer(List<ReadCrontab> crontabs, Optional<JobsWritten> written) implements Answer {
  /** Its field names are a contract. */
  record Document(
      List<Job> jobs,
      List<Line> notes,
      List<Line> left,
      Optional<Path> written,
      Optional<Path> before) {}

  /** A job. */
  record Job(String crontab, int line, String name, String kind, String due) {}

  /** A line, and what is to be said about it. */
  record Line(String crontab, int line, String text) {}

  @Override
  public Object document() {
    return new Document(
        crontabs.stream()
            .flatMap(
                each ->
                    each.takeover().jobs().stream()
                        .map(
                            taken ->
                                new Job(
                                    each.name(),
                                    taken.line(),
                                    taken.job().name(),
                                    taken.job().kind().toString(),
                                    taken.job().trigger().words())))
            .toList(),
        lines(Takeover::notes),
        lines(Takeover::left),
        written.map(JobsWritten::file),
        written.map(JobsWritten::before));
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    boolean any = crontabs.stream().anyMatch(each -> !each.takeover().jobs().isEmpty());
    text.append(any ? "jobs:\n" : "# there is no line to take over\n");
    for (ReadCrontab each : crontabs) {
      for (Takeover.Taken taken : each.takeover().jobs()) {
        text.append("  # %s, line %d\n  ".formatted(each.name(), taken.line()))
            .append(taken.yaml())
            .append('\n');
      }
    }
    say(text, "worth knowing", lines(Takeover::notes));
    say(text, "not taken over", lines(Takeover::left));
    written.ifPresent(
        file ->
            text.append("\n%s The jobs are in '%s'".formatted(page.ok(), file.file()))
                .append("; what it was is '%s'\n".formatted(file.before()))
                .append(page.next("lifeboat job list")));
    if (any && written.isEmpty()) {
      text.append(page.next("lifeboat schedule import --write"));
    }
    return text.toString();
  }

  private static void say(StringBuilder text, String heading, List<Line> lines) {
    if (!lines.isEmpty()) {
      text.append("\n# ").append(heading).append(":\n");
      lines.forEach(
          each ->
              text.append(
                  "#   %s, line %d: %s\n".formatted(each.crontab(), each.line(), each.text())));
    }
  }

  private List<Line> lines(Function<Takeover, List<Takeover.Note>> notes) {
    return crontabs.stream()
        .flatMap(
            each ->
                notes.apply(each.takeover()).stream()
                    .map(note -> new Line(each.name(), note.line(), note.text())))
        .toList();
  }
}
