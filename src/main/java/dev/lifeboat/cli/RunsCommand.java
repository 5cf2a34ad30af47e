package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat runs} and what belongs to it. */
@Command(
    name = "runs",
    description = {
      "Show the runs that were expected and what became of them, also those that failed, were"
          + " missed or interrupted.",
      "The success rate counts what was expected, not what happened."
    },
    footer = {
      "lifeboat runs",
      "lifeboat runs --job database -n 100",
      "lifeboat runs show 20261123"
    })
final class RunsCommand implements Action {
  @Option(names = "--job", paramLabel = "NAME", description = "Only those of this job.")
  private Optional<String> job = Optional.empty();

  @Option(
      names = {"-n", "--newest"},
      paramLabel = "COUNT",
      description = "How many; 20 if not said.")
  private int most = 20;

  @Option(
      names = "--within",
      paramLabel = "SPAN",
      description = "Over which time the success rate is counted; 7d if not said.")
  private Duration window = Duration.ofDays(7);

  /** With everything below it. */
  static CommandLine build() {
    CommandLine runs = new CommandLine(new RunsCommand());
    runs.addSubcommand(new ShowRun());
    return runs;
  }

  @Override
  public Answer run(Session session) {
    return new Listed(
        session.services().daemon().runs(session.conduct(), job, Math.max(1, most), window));
  }

  /** {@code lifeboat runs show}. */
  @Command(
      name = "show",
      description = "Show one run: when, how it ended, and where its log is.",
      footer = "lifeboat runs show 20261123T120000Z-database")
  static final class ShowRun implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "ID", description = "The run, or the beginning of its id.")
    private String id;

    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      ExpectedRun run = session.services().daemon().find(conduct, id);
      return new JobCommand.RunAnswer(run, session.services().daemon().log(conduct, run), false);
    }
  }

  /** Several runs. */
  private record Listed(RunHistory history) implements Answer {
    /** Its field names are a contract. */
    record Document(List<RunDocument> runs, Duration windowSeconds, Map<String, Rate> rates) {}

    /**
     * Its field names are a contract.
     *
     * @param share from 0 to 1
     */
    record Rate(long expected, long good, double share) {}

    @Override
    public Object document() {
      Map<String, Rate> rates = new TreeMap<>();
      history
          .rates()
          .forEach(
              (job, rate) -> rates.put(job, new Rate(rate.expected(), rate.good(), rate.share())));
      return new Document(
          history.runs().stream().map(RunDocument::of).toList(), history.window(), rates);
    }

    @Override
    public String text(Page page) {
      return history.runs().isEmpty()
          ? "No run was expected yet.\n" + page.next("lifeboat serve")
          : RunsText.list(history.runs(), page) + "\n" + RunsText.rates(history, page);
    }
  }
}
