package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Standard output: the data, whole or not at all. */
record Output(OutputStream out) {
  /**
   * Writes a text as UTF-8. A reader that has gone away, such as {@code head}, is no error.
   *
   * @throws dev.lifeboat.problem.ProblemException if the text can't be written, say because a disk
   *     is full
   */
  void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
        throw Problem.of(Code.OUTPUT_FAILED, "cannot write to standard output: " + reason)
            .causedBy(e);
      }
    }
  }
}
