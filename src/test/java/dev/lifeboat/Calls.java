package dev.lifeboat;

import dev.lifeboat.cli.Cli;
import dev.lifeboat.cli.Shell;
import dev.lifeboat.cli.Signals;
import dev.lifeboat.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program's commands, run within this JVM: as {@link Program}, but faster, and with a clock of
 * one's own.
 */
record Calls(Path folder, InstantSource clock) {
  Calls(Path folder) {
    this(folder, InstantSource.system());
  }

  Program.Ended run(String... arguments) {
    return run(InputStream.nullInputStream(), arguments);
  }

  /** Runs with this on standard input. */
  Program.Ended runWith(String input, String... arguments) {
    return runWith(input, Map.of(), arguments);
  }

  /** Runs with this on standard input, and these variables too. */
  Program.Ended runWith(String input, Map<String, String> more, String... arguments) {
    return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), more, arguments);
  }

  /** With something at standard input. */
  Program.Ended run(InputStream in, String... arguments) {
    return run(in, Map.of(), arguments);
  }

  private Program.Ended run(InputStream in, Map<String, String> more, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("LIFEBOAT_STATE", folder.resolve("state").toString());
    variables.put("LIFEBOAT_CONFIG", folder.resolve("lifeboat.yaml").toString());
    Shell shell =
        new Shell(
            in,
            out,
            err,
            variables,
            new NoTerminal(),
            Signals.none(),
            StandardCharsets.UTF_8,
            clock,
            ZoneOffset.UTC);
    int exit = new Cli(new App(clock, variables, "test").audited(), shell).run(arguments);
    return new Program.Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static final class NoTerminal implements Terminal {
    @Override
    public boolean attached(Stream stream) {
      return false;
    }

    @Override
    public int columns() {
      return DEFAULT_COLUMNS;
    }
  }
}
