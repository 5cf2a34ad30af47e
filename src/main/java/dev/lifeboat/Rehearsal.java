package dev.lifeboat;

import dev.lifeboat.cli.Cli;
import dev.lifeboat.cli.Shell;
import dev.lifeboat.rehearsal.RehearsalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Makes two backups of made-up data, so that the JVM can see what a backup uses: what makes the
 * launcher's cache runs this, and nobody else.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** The one argument is an empty folder for the repository and all else. */
  public static void main(String[] args) throws IOException {
    System.exit(in(Path.of(args[0]).toAbsolutePath()));
  }

  /** Returns the exit code. */
  static int in(Path folder) throws IOException {
    try (RehearsalServer server = RehearsalServer.open()) {
      int status =
          run(
              folder,
              "init",
              "--config",
              config(folder),
              "--no-input",
              "--stack",
              "rehearsal",
              "--mongo-uri",
              server.uri(),
              "--repository",
              folder.resolve("repository").toString());
      // The second one stores deltas.
      for (int backup = 0; backup < 2 && status == 0; backup++) {
        status = run(folder, "backup", "--config", config(folder), "--min-free", "0");
      }
      return status;
    }
  }

  private static String config(Path folder) {
    return folder.resolve("lifeboat.yaml").toString();
  }

  private static int run(Path folder, String... words) {
    InstantSource clock = Main.clock();
    Map<String, String> environment = Map.of("LIFEBOAT_STATE", folder.resolve("state").toString());
    return new Cli(new App(clock, environment, "rehearsal"), Shell.system(clock)).run(words);
  }
}
