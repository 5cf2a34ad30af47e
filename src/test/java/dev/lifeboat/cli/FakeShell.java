package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Terminal;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.progress.Interruption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Somebody's shell, in memory: tests set it up, run command lines, and read what was written. */
final class FakeShell implements Terminal, Signals {
  final Map<String, String> variables = new HashMap<>();
  final Set<Stream> attached = EnumSet.noneOf(Stream.class);
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  OutputStream standardOutput = out;
  String typed = "";
  boolean interruptsAtOnce;
  boolean survivesHangup;

  Shell shell() {
    return new Shell(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        standardOutput,
        err,
        variables,
        this,
        this,
        StandardCharsets.UTF_8,
        InstantSource.fixed(Instant.parse("2026-11-22T09:15:00Z")),
        ZoneId.of("Europe/Berlin"));
  }

  int run(String... arguments) {
    return run(new FakeServices(), arguments);
  }

  int run(Services services, String... arguments) {
    return new Cli(services, shell()).run(arguments);
  }

  /** Runs {@code lifeboat act}, a command that does what the test says. */
  int act(Action action, String... arguments) {
    return new Cli(
            new FakeServices(),
            shell(),
            options -> {
              CommandLine tree = CommandTree.build(options);
              tree.addSubcommand(new ActCommand(action));
              return tree;
            })
        .run(arguments);
  }

  @CommandLine.Command(name = "act")
  private record ActCommand(Action action) implements Action {
    @Override
    public Answer run(Session session) {
      return action.run(session);
    }
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public boolean attached(Stream stream) {
    return attached.contains(stream);
  }

  @Override
  public int columns() {
    return 80;
  }

  @Override
  public void deliverTo(Interruption interruption, Runnable announce) {
    if (interruptsAtOnce) {
      interruption.request();
      announce.run();
    }
  }

  @Override
  public void surviveHangup() {
    survivesHangup = true;
  }
}
