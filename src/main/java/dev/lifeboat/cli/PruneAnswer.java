package dev.lifeboat.cli;

import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.units.ByteSize;
import java.util.List;

/** A prune that was done. */
record PruneAnswer(Pruned pruned) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param removed the ids of the backups that are gone
   * @param objects how many objects were removed, and how many {@code bytes} they had
   * @param waitsFor backups under way, because of which no object was removed
   * @param problems why else objects stay that could go
   */
  record Document(
      boolean dryRun,
      List<String> removed,
      long objects,
      long bytes,
      List<String> waitsFor,
      List<ProblemDocument> problems) {}

  @Override
  public Object document() {
    return new Document(
        false,
        pruned.backups().stream().map(Object::toString).toList(),
        pruned.objects(),
        pruned.bytes(),
        pruned.waitsFor(),
        ProblemDocument.of(pruned.problems()));
  }

  @Override
  public ExitCode exit() {
    return pruned.problems().isEmpty() ? ExitCode.OK : pruned.problems().getFirst().code().exit();
  }

  @Override
  public String text(Page page) {
    StringBuilder text =
        new StringBuilder(
            "%s %s removed, and %s with %s%n"
                .formatted(
                    page.ok(),
                    Words.counted(pruned.backups().size(), "backup"),
                    Words.counted(pruned.objects(), "object"),
                    ByteSize.of(pruned.bytes())));
    pruned
        .problems()
        .forEach(
            problem ->
                text.append(page.failed()).append(' ').append(problem.message()).append('\n'));
    if (!pruned.waitsFor().isEmpty()) {
      text.append("Objects stay until the next prune, since these may use them:\n");
      pruned.waitsFor().forEach(words -> text.append("  ").append(words).append('\n'));
    }
    return text.toString();
  }
}
