package dev.lifeboat.process;

import java.util.List;

/**
 * How a program ended.
 *
 * @param status its exit status
 * @param output what it printed on standard output: the last mebibyte, in UTF-8
 * @param error what it printed on standard error: the last mebibyte, in UTF-8
 */
public record Finished(int status, String output, String error) {
  private static final int LAST_LINES = 5;

  /** The last lines of the error output, else of the output, joined: for an error message. */
  String lastWords() {
    List<String> lines = (error.isBlank() ? output : error).strip().lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
