package dev.lifeboat.alert.email;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The mail program of this host.
 *
 * @param program its name or path
 */
record Sendmail(String program) {
  private static final List<String> PLACES = List.of("/usr/sbin/sendmail", "/usr/lib/sendmail");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Where it usually is, else on the PATH. */
  static Sendmail local() {
    return new Sendmail(
        PLACES.stream()
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst()
            .orElse("sendmail"));
  }

  void send(String mail) throws DeliveryException {
    try {
      // To whom is in the mail; a line with a dot alone doesn't end it.
      var _ = Command.of(program, "-t", "-i").withInput(mail).withTimeout(LIMIT).output();
    } catch (ProblemException e) {
      throw DeliveryException.passing(
          "%s; a mail server of your own: 'smtp' in the channel".formatted(e.getMessage()));
    }
  }
}
