package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.oplog.FollowState;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the capture of an oplog stands. */
record OplogAnswer(OplogStanding standing) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param rpoSeconds what would be lost now; null if nobody follows
   */
  record Document(
      String stack,
      boolean following,
      Optional<Double> rpoSeconds,
      Optional<Instant> durableUpTo,
      List<Range> ranges,
      int slices,
      long bytes,
      int waiting,
      long waitingBytes,
      Optional<String> trouble,
      Optional<String> broken,
      List<ProblemDocument> problems) {}

  /**
   * A piece without gaps. Its field names are a contract.
   *
   * @param base the oldest backup that it leads on from; null if there is none
   * @param from the earliest moment that can be restored; null without a backup
   */
  record Range(
      String set,
      String usableFrom,
      String to,
      Optional<Instant> from,
      Instant upTo,
      Optional<String> base) {
    static Range of(OplogStanding.Chain chain) {
      return new Range(
          chain.range().set(),
          chain.range().usableFrom().toString(),
          chain.range().to().toString(),
          chain.from(),
          chain.range().wallTo(),
          chain.base());
    }
  }

  @Override
  public ExitCode exit() {
    if (!standing.problems().isEmpty()) {
      return ExitCode.VERIFICATION_FAILED;
    }
    return standing.following() && !standing.lacksBase() && !standing.chains().isEmpty()
        ? ExitCode.OK
        : ExitCode.OBJECTIVE_MISSED;
  }

  @Override
  public Object document() {
    Optional<FollowState> follower = standing.follower();
    return new Document(
        standing.stack(),
        standing.following(),
        standing.rpo().map(rpo -> rpo.toMillis() / 1000.0),
        follower.flatMap(FollowState::durableAt),
        standing.chains().stream().map(Range::of).toList(),
        standing.slices(),
        standing.bytes(),
        follower.map(FollowState::waiting).orElse(0),
        follower.map(FollowState::waitingBytes).orElse(0L),
        follower.flatMap(FollowState::trouble),
        follower.flatMap(FollowState::broken).map(FollowState.Break::reason),
        standing.problems().stream().map(ProblemDocument::of).toList());
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder(now(page));
    if (standing.chains().isEmpty()) {
      text.append("No oplog is stored in ").append(standing.location()).append(".\n");
    } else {
      Table table =
          new Table(
              Column.text("RESTORABLE FROM"), Column.text("UP TO"), Column.text("OLDEST BACKUP"));
      for (OplogStanding.Chain chain : standing.chains()) {
        table.row(
            chain.from().map(page::moment).orElse("-"),
            page.moment(chain.range().wallTo()),
            chain.base().orElse("none: it needs one"));
      }
      text.append(page.table(table));
      text.append("%d slices, %s\n".formatted(standing.slices(), ByteSize.of(standing.bytes())));
    }
    standing
        .problems()
        .forEach(
            problem ->
                text.append(page.failed()).append(' ').append(problem.message()).append('\n'));
    return text + next(page);
  }

  private String now(Page page) {
    Optional<FollowState> follower = standing.follower().filter(_ -> standing.following());
    if (follower.isEmpty()) {
      return page.failed()
          + " Nobody follows the oplog on this host: what is written since the last backup or slice"
          + " would be lost.\n";
    }
    StringBuilder text = new StringBuilder();
    String rpo = standing.rpo().map(OplogAnswer::words).orElse("not known yet");
    text.append("If the database and this host were lost now, this would be lost: ")
        .append(rpo)
        .append('\n');
    follower
        .get()
        .trouble()
        .ifPresent(trouble -> text.append(page.failed()).append(' ').append(trouble).append('\n'));
    if (follower.get().waiting() > 0) {
      text.append(
          "%d slices (%s) wait on this host for the repository\n"
              .formatted(follower.get().waiting(), ByteSize.of(follower.get().waitingBytes())));
    }
    follower
        .get()
        .broken()
        .ifPresent(
            broken ->
                text.append(
                    "The chain before this one ended %s: %s\n"
                        .formatted(page.moment(broken.at()), broken.reason())));
    return text.toString();
  }

  private static String words(Duration rpo) {
    return "what was written in the last " + Spans.print(rpo);
  }

  private String next(Page page) {
    if (!standing.following()) {
      return page.next("lifeboat oplog follow");
    }
    return standing.lacksBase() ? page.next("lifeboat backup") : "";
  }
}
