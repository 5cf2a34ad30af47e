package dev.lifeboat.cli;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file that a person named for what a command has to say. */
final class NewFile {
  private NewFile() {}

  /**
   * Writes it for its owner alone.
   *
   * @throws dev.lifeboat.problem.ProblemException FILE_EXISTS; OUTPUT_FAILED
   */
  static void write(Path file, String text) {
    try {
      DurableFiles.create(
          file, FileMode.PRIVATE, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileException e) {
      boolean taken = e.reason() == Reason.EXISTS;
      throw Problem.of(
              taken ? Code.FILE_EXISTS : Code.OUTPUT_FAILED,
              taken
                  ? "there is a file '" + file + "' already, and it is not overwritten"
                  : String.valueOf(e.getMessage()),
              "name a new file in a folder that you can write to")
          .causedBy(e);
    }
  }
}
