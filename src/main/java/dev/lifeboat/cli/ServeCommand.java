package dev.lifeboat.cli;

import dev.lifeboat.cli.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;

/** {@code lifeboat serve}. */
@Command(
    name = "serve",
    description = {
      "Do what 'jobs' in the configuration says, again and again, until it is stopped.",
      "What was missed while it didn't run is caught up with once. SIGTERM and Ctrl-C stop it: runs"
          + " get 'daemon.grace' to end, and are then abandoned cleanly. It reads the configuration"
          + " again when that changes, or on SIGHUP. With --json each line is a document."
    },
    footer = {"lifeboat serve", "lifeboat serve --json"})
final class ServeCommand implements Action {
  @Override
  public Answer run(Session session) {
    Conduct conduct = session.conduct();
    DaemonServices daemon = session.services().daemon();
    boolean json = session.options().json() || daemon.logsJson(conduct);
    boolean journal = session.shell().variables().containsKey("JOURNAL_STREAM");
    AtomicBoolean hungUp = new AtomicBoolean();
    session.shell().signals().onHangup(() -> hungUp.set(true));
    Json documents = new Json();
    Page page = session.page();
    daemon.serve(
        conduct,
        () -> hungUp.getAndSet(false),
        line ->
            session.out().write((json ? documents.line(line) : text(line, journal, page)) + "\n"));
    return new Stopped();
  }

  private static String text(LoggedLine line, boolean journal, Page page) {
    return journal
        ? line.forJournal()
        : page.moment(line.at())
            + " "
            + switch (line.level()) {
              case "error" -> page.failed() + " ";
              case "warning" -> page.ink().warning("!") + " ";
              default -> "";
            }
            + line.words();
  }

  /** It was asked to stop, and did. */
  private record Stopped() implements Answer {
    /** Its field names are a contract. */
    record Document(String level, String message) {}

    @Override
    public Object document() {
      return new Document("info", "ended");
    }

    @Override
    public String text(Page page) {
      return "";
    }
  }
}
