package dev.lifeboat.cli;

import dev.lifeboat.progress.Progress;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** A program with one long operation, to be interrupted by a test. */
final class WaitingProgram {
  private WaitingProgram() {}

  public static void main(String[] arguments) {
    Shell shell = Shell.system(InstantSource.system());
    System.exit(
        new Cli(
                new FakeServices(),
                shell,
                options -> CommandTree.build(options).addSubcommand(new Wait()))
            .run(arguments));
  }

  @Command(name = "wait")
  private static final class Wait implements Action {
    @Override
    public Answer run(Session session) {
      Conduct conduct = session.conduct();
      session.notice("waiting\n");
      try (Progress.Phase phase =
          conduct.progress().start("wait", 3_000_000_000L, Progress.Unit.BYTES)) {
        while (true) {
          conduct.interruption().check();
          phase.advance(1_000_000);
          Thread.sleep(10);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        session.notice("cleaned up\n");
      }
    }
  }
}
