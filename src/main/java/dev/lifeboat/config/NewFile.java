package dev.lifeboat.config;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A new file that a person named; none that is there is overwritten. */
public final class NewFile {
  private NewFile() {}

  /**
   * Writes it for its owner alone.
   *
   * @param otherwise what it is if the file can't be written for another reason
   * @param hint what to do
   * @throws dev.lifeboat.problem.ProblemException FILE_EXISTS, or {@code otherwise}
   */
  public static void write(Path file, String text, Code otherwise, String hint) {
    try {
      DurableFiles.create(
          file, FileMode.PRIVATE, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileException e) {
      boolean taken = e.reason() == Reason.EXISTS;
      throw Problem.of(
              taken ? Code.FILE_EXISTS : otherwise,
              taken
                  ? "there is a file '" + file + "' already, and it is not overwritten"
                  : String.valueOf(e.getMessage()),
              hint)
          .causedBy(e);
    }
  }
}
