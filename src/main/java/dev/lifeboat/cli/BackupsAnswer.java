package dev.lifeboat.cli;

import dev.lifeboat.problem.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** Several backups that one command made. */
record BackupsAnswer(List<BackupAnswer> made) implements Answer {
  /** Its field names are a contract. */
  record Document(List<Object> backups) {}

  BackupsAnswer {
    made = List.copyOf(made);
  }

  @Override
  public Object document() {
    return new Document(made.stream().map(BackupAnswer::document).toList());
  }

  /** The worst: what is incomplete comes before what is suspicious. */
  @Override
  public ExitCode exit() {
    List<ExitCode> exits = made.stream().map(BackupAnswer::exit).toList();
    if (exits.contains(ExitCode.PARTIAL)) {
      return ExitCode.PARTIAL;
    }
    return exits.contains(ExitCode.SUSPICIOUS) ? ExitCode.SUSPICIOUS : ExitCode.OK;
  }

  @Override
  public String text(Page page) {
    return made.stream().map(each -> each.text(page)).collect(Collectors.joining("\n"));
  }
}
