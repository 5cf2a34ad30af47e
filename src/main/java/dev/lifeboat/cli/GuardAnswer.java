package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.guard.GuardStatus.GuardedVolume;
import dev.lifeboat.guard.Leave;
import dev.lifeboat.problem.ExitCode;
import java.util.List;
import java.util.Optional;

/**
 * How the guard stands.
 *
 * @param judged whether the exit code says it too
 */
record GuardAnswer(GuardStatus status, boolean judged) implements Answer {
  /** After a change. */
  GuardAnswer(GuardStatus status) {
    this(status, false);
  }

  static GuardAnswer asked(GuardStatus status) {
    return new GuardAnswer(status, true);
  }

  /** Its field names are a contract. */
  record Document(
      String stack,
      GuardStatus.Verdict guard,
      Optional<String> anchor,
      Optional<Leave> leave,
      List<GuardedVolume> volumes) {}

  @Override
  public Object document() {
    return new Document(
        status.stack(), status.verdict(), status.anchor(), status.leave(), status.volumes());
  }

  @Override
  public ExitCode exit() {
    return judged && !status.isGood() ? ExitCode.NOT_EMPTY : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    Table table = new Table(Column.text("VOLUME"), Column.text("KEPT"));
    for (GuardedVolume volume : status.volumes()) {
      table.row(volume.name(), kept(volume));
    }
    return head(page)
        + "\n"
        + (status.volumes().isEmpty() ? "" : page.table(table))
        + page.next(
            switch (status.verdict()) {
              case ON, LEAVE -> "lifeboat guard status";
              case PARTLY, GONE, OFF -> "lifeboat guard on";
            });
  }

  private static String kept(GuardedVolume volume) {
    if (!volume.there()) {
      return "it doesn't exist";
    }
    if (volume.kept()) {
      return "yes";
    }
    return volume.wanted() ? "no" : "not asked for";
  }

  private String head(Page page) {
    String stack = "stack '" + status.stack() + "'";
    return switch (status.verdict()) {
      case ON -> page.ok() + " The volumes of " + stack + " are kept";
      case PARTLY -> page.failed() + " Not all volumes of " + stack + " are kept";
      case GONE -> page.failed() + " The anchor of " + stack + " is gone";
      case OFF ->
          page.failed() + " The volumes of " + stack + " can be deleted: there is no anchor";
      case LEAVE ->
          page.ink().warning("!")
              + " The volumes of "
              + stack
              + " can be deleted "
              + status
                  .leave()
                  .map(
                      leave ->
                          "until %s: %s (%s)"
                              .formatted(page.moment(leave.until()), leave.reason(), leave.by()))
                  .orElse("for a while");
    };
  }
}
