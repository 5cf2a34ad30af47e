package dev.lifeboat;

import dev.lifeboat.cli.Cli;
import dev.lifeboat.cli.Shell;
import java.time.InstantSource;
import java.util.Optional;

/** The program's entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    InstantSource clock = clock();
    App app = new App(clock, System.getenv(), version());
    System.exit(new Cli(app.audited(), Shell.system(clock)).run(args));
  }

  /** The one clock; everything gets it from an entry point. */
  static InstantSource clock() {
    return InstantSource.system();
  }

  /** What the jar says; a build that runs from its classes has no version. */
  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
