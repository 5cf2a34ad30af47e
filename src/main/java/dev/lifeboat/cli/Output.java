package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output: the data, whole or not at all.
 *
 * @param terminal whether this was a terminal when the program started: one that is lost can't be
 *     told from a broken stream later
 */
record Output(OutputStream out, boolean terminal) {
  /**
   * Writes a text as UTF-8. A reader that has gone away, such as {@code head} or a person whose
   * terminal is lost, is no error: what was done is done.
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
      if (!terminal && !reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
        throw Problem.of(Code.OUTPUT_FAILED, "cannot write to standard output: " + reason)
            .causedBy(e);
      }
    }
  }
}
