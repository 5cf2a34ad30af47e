package dev.lifeboat.cli;

import dev.lifeboat.problem.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what a defect leaves behind.
 *
 * @param folder where the files go
 * @param version the program's version
 */
record CrashFiles(Path folder, String version) {
  /** Writes a report that only its owner can read; empty if that fails too. */
  Optional<Path> write(Throwable failure) {
    String report =
        "lifeboat "
            + version
            + "\nJava "
            + Runtime.version()
            + "\n"
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + "\n\n"
            + trace(failure);
    try {
      // Created with the rights 0600. It holds no arguments: one of them may be a secret.
      Path file = Files.createTempFile(folder, "lifeboat-crash-", ".txt");
      Files.writeString(file, report);
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The stack trace, without secrets. */
  static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return Redaction.apply(trace.toString());
  }
}
