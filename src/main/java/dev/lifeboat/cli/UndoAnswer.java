package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.UndoResult;
import java.time.Duration;
import java.util.List;

/**
 * An undo that was done.
 *
 * @param backup the backup that had been restored
 */
record UndoAnswer(String backup, UndoResult result) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param collections what is again as it was before the restore
   * @param aside where what the restore had brought is kept, in words
   */
  record Document(
      String restore,
      String backup,
      List<String> collections,
      List<String> aside,
      List<RestoreAnswer.Phase> phases,
      Duration seconds,
      List<RestoreAnswer.Sign> services,
      List<RestoreAnswer.Sign> probes) {}

  @Override
  public Object document() {
    return new Document(
        result.restore(),
        backup,
        result.items(),
        result.aside(),
        RestoreAnswer.Phase.of(result.phases()),
        took(),
        RestoreAnswer.Sign.of(result.signs(), LifeSign.Kind.SERVICE),
        RestoreAnswer.Sign.of(result.signs(), LifeSign.Kind.PROBE));
  }

  @Override
  public ExitCode exit() {
    return result.signs().stream().allMatch(LifeSign::good) ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private Duration took() {
    return result.phases().stream().map(PhaseTime::took).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public String text(Page page) {
    Facts facts = new Facts();
    result.items().forEach(item -> facts.add("as before", item));
    result.aside().forEach(aside -> facts.add("kept", aside));
    facts.add("took", RestoreAnswer.took(took(), result.phases()));
    return page.ok()
        + " The restore of backup "
        + page.ink().bold(backup)
        + " is taken back\n"
        + facts.print(page.ink())
        + VolumeTables.signs(result.signs(), page)
        + page.next("lifeboat status");
  }
}
