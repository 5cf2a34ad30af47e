package dev.lifeboat.cli;

import dev.lifeboat.cli.meter.Meter;
import dev.lifeboat.cli.meter.ProgressMode;
import dev.lifeboat.cli.meter.Stage;
import dev.lifeboat.cli.terminal.Ink;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.progress.Interruption;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of the program: what was asked for, and everything that a command needs to do it. */
final class Session implements AutoCloseable {
  private final Services services;
  private final Shell shell;
  private final GlobalOptions options;
  private final Interruption interruption = Interruption.none();
  private final PrintStream err;
  private final Output out;
  private @Nullable Meter meter;

  Session(Services services, Shell shell, GlobalOptions options) {
    this.services = services;
    this.shell = shell;
    this.options = options;
    this.err = new PrintStream(shell.err(), false, StandardCharsets.UTF_8);
    this.out = new Output(shell.out(), shell.terminal().attached(Stream.OUT));
  }

  Services services() {
    return services;
  }

  GlobalOptions options() {
    return options;
  }

  Shell shell() {
    return shell;
  }

  PrintStream err() {
    return err;
  }

  Output out() {
    return out;
  }

  Interruption interruption() {
    return interruption;
  }

  /** Starts an operation that may take long: it shows its progress and can be interrupted. */
  Conduct conduct() {
    Meter started = Optional.ofNullable(meter).orElseGet(this::startMeter);
    return new Conduct(
        options.config(shell.variables()),
        started,
        interruption,
        new ShellSecrets(shell, options.noInput()));
  }

  private Meter startMeter() {
    Stage stage =
        new Stage(err, shell.terminal(), errInk(), symbols(), shell.clock(), shell.zone());
    Meter started = Meter.start(options.progress(), stage);
    meter = started;
    shell
        .signals()
        .deliverTo(
            interruption,
            () ->
                started.warn("stopping after what can't be left half-way; once more ends at once"));
    return started;
  }

  /** A person's confirmation of a dangerous act. */
  Confirmation confirmation() {
    return new Confirmation(prompt());
  }

  /** Asks the person; empty where there is none to ask. */
  Optional<Prompt> prompt() {
    boolean askable =
        !options.noInput()
            && shell.terminal().attached(Stream.IN)
            && shell.terminal().attached(Stream.ERR);
    return askable ? Optional.of(new Prompt(shell.in(), err, interruption)) : Optional.empty();
  }

  /** Something worth knowing that is neither data nor a warning. Whole lines. */
  void notice(String text) {
    if (!options.quiet() && options.progress() != ProgressMode.JSON) {
      err.print(text);
      err.flush();
    }
  }

  /** What goes to standard output. */
  Page page() {
    return page(Stream.OUT);
  }

  /** What is shown on standard error beside the data. */
  Page errPage() {
    return page(Stream.ERR);
  }

  private Page page(Stream stream) {
    boolean person = shell.terminal().attached(stream);
    Ink ink = options.color().ink(shell.variables(), person);
    int columns = person ? shell.terminal().columns() : Integer.MAX_VALUE;
    return new Page(ink, symbols(), columns, shell.zone());
  }

  Ink errInk() {
    return options.color().ink(shell.variables(), shell.terminal().attached(Stream.ERR));
  }

  private Symbols symbols() {
    return Symbols.forCharset(shell.locale());
  }

  /** Ends the progress display, so that what follows stands on a line of its own. */
  @Override
  public void close() {
    Optional.ofNullable(meter).ifPresent(Meter::close);
    err.flush();
  }
}
