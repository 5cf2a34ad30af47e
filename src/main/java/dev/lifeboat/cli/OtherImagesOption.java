package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Has somebody agree that data comes back to programs of other images than at its backup. */
final class OtherImagesOption {
  private static final String WORD = "other-image";

  @Option(
      names = "--other-image",
      description =
          "Go on although services are on other images than at the backup; without --confirm that"
              + " is asked.")
  private boolean agreed;

  /**
   * Returns if there is nothing to agree to, or it is agreed to.
   *
   * @param differences in words
   * @param prompt asks the person; empty where there is none, or nobody wants to be asked
   * @throws dev.lifeboat.problem.ProblemException if it isn't; nothing has happened then
   */
  void require(List<String> differences, Optional<Prompt> prompt) {
    if (differences.isEmpty() || agreed) {
      return;
    }
    String question =
        "Its data may not fit these programs. Type %s to go on all the same: ".formatted(WORD);
    if (prompt.flatMap(person -> person.ask(question)).filter(WORD::equals).isEmpty()) {
      throw Problem.of(
              Code.CONFIRMATION_MISSING,
              "services are on other images than at the backup: " + String.join("; ", differences),
              "have them on the images of that time first: lifeboat recover wrong-images",
              "or, if that is meant: add '--other-image'")
          .exception();
    }
  }
}
