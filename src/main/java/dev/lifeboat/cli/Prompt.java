package dev.lifeboat.cli;

import dev.lifeboat.progress.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Asks the person at the terminal for one line. */
record Prompt(InputStream in, PrintStream err, Interruption interruption) {
  /**
   * The line that the person typed, without blanks around it; empty if they closed the input.
   *
   * @throws dev.lifeboat.problem.ProblemException if they pressed Ctrl-C instead
   */
  Optional<String> ask(String question) {
    err.print(question);
    err.flush();
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    // A read from a terminal can't be interrupted: it is left to a thread that nobody waits for.
    Thread.ofPlatform().daemon().name("prompt").start(() -> answer.complete(readLine()));
    try (Interruption.Registration _ = interruption.onRequest(() -> answer.cancel(false))) {
      return answer.join();
    } catch (CancellationException e) {
      err.print("\n");
      interruption.check();
      throw e;
    }
  }

  private Optional<String> readLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = in.read();
      }
      return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      // The terminal is gone, and with it the person.
      return Optional.empty();
    }
  }
}
