package dev.lifeboat.cli;

import dev.lifeboat.cli.json.Json;
import dev.lifeboat.cli.meter.ProgressMode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line: reads what was typed, has it done, and says how it went. */
public final class Cli {
  private final Services services;
  private final Shell shell;
  private final Function<GlobalOptions, CommandLine> commands;

  public Cli(Services services, Shell shell) {
    this(services, shell, CommandTree::build);
  }

  /** For tests, which bring commands of their own. */
  Cli(Services services, Shell shell, Function<GlobalOptions, CommandLine> commands) {
    this.services = services;
    this.shell = shell;
    this.commands = commands;
  }

  /** Runs one command line; never throws. Returns what the process shall exit with. */
  public int run(String... arguments) {
    Session session = new Session(services, shell, new GlobalOptions());
    try (session) {
      return run(session, arguments);
    } catch (Throwable e) {
      return fail(session, e);
    }
  }

  private int run(Session session, String... arguments) {
    List<CommandLine> chain;
    try {
      ParseResult parsed = commands.apply(session.options()).parseArgs(arguments);
      chain = parsed.asCommandLineList();
    } catch (CommandLine.ParameterException e) {
      session.options().assumeFrom(arguments);
      throw e;
    }
    Answer answer = answer(session, chain.getLast());
    session.close();
    print(session, answer);
    return answer.exitStatus();
  }

  private static Answer answer(Session session, CommandLine command) {
    if (session.options().help()) {
      return HelpCommand.answer(command.getCommandSpec(), session);
    }
    if (session.options().version()) {
      return new VersionAnswer(session.services().version());
    }
    return command.<Action>getCommand().run(session);
  }

  private static void print(Session session, Answer answer) {
    session
        .out()
        .write(
            session.options().json()
                ? document(session, answer.document())
                : answer.text(session.page()));
  }

  /** The document goes to programs on one line, and to people on several. */
  private static String document(Session session, Object document) {
    boolean person = session.out().terminal();
    return (person ? new Json().indented(document) : new Json().line(document)) + "\n";
  }

  private int fail(Session session, Throwable failure) {
    CrashFiles crashes =
        new CrashFiles(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), services.version());
    ErrorReport report =
        new ErrorReport(new Failures(crashes).explain(failure, session.interruption().requested()));
    session.err().print(said(session, report));
    if (session.options().verbose() && !(failure instanceof CommandLine.ParameterException)) {
      session.err().print(CrashFiles.trace(failure));
    }
    session.err().flush();
    if (session.options().json()) {
      tell(session, report);
    }
    return report.exit().status();
  }

  private static String said(Session session, ErrorReport report) {
    return session.options().progress() == ProgressMode.JSON
        ? new Json().line(new ErrorEvent("error", report.document().error())) + "\n"
        : report.text(session.errInk());
  }

  /** The last line of {@code --progress json} after a failure. */
  private record ErrorEvent(String type, ErrorReport.Content error) {}

  private static void tell(Session session, ErrorReport report) {
    try {
      session.out().write(document(session, report.document()));
    } catch (RuntimeException e) {
      // The failure is already told on standard error, and it is the one that counts.
      return;
    }
  }
}
