package dev.lifeboat;

import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.config.Secret;
import dev.lifeboat.config.SecretInput;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentitySource;
import dev.lifeboat.repository.crypto.IdentityText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fetches the identities that a configuration names. Files are read at once; a command runs, and a
 * passphrase is asked for, when something is to be opened.
 */
record IdentityLoader(SecretInput input, Map<String, String> environment) {
  static final String VARIABLE = "LIFEBOAT_IDENTITY_PASSPHRASE";
  static final IdentityLoader ALONE = new IdentityLoader(SecretInput.NONE, Map.of());

  /** Those of a configuration; a file that isn't there is passed over. */
  IdentitySource source(IdentityPlaces places) {
    List<Identity> atHand = new ArrayList<>();
    List<Supplier<List<Identity>>> later = new ArrayList<>();
    for (Path file : places.files()) {
      if (file.equals(IdentityPlaces.STANDARD_INPUT)) {
        later.add(() -> open(typed()));
      } else if (Files.exists(file)) {
        IdentityText text = IdentityText.in(file);
        if (text.sealed()) {
          later.add(() -> open(text));
        } else {
          atHand.addAll(text.open());
        }
      }
    }
    places.command().ifPresent(line -> later.add(() -> open(printed(line))));
    return IdentitySource.of(atHand, later);
  }

  /**
   * Refuses a file that somebody named and that isn't there.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING
   */
  void requireThere(Path file) {
    if (!file.equals(IdentityPlaces.STANDARD_INPUT)) {
      IdentityText.in(file);
    }
  }

  /**
   * Those of one file or of standard input, which somebody named.
   *
   * @throws dev.lifeboat.problem.ProblemException KEY_MISSING if there is no such file
   */
  List<Identity> named(Path file) {
    return open(file.equals(IdentityPlaces.STANDARD_INPUT) ? typed() : IdentityText.in(file));
  }

  private IdentityText typed() {
    byte[] content = input.standardInput();
    if (content.length == 0) {
      throw Problem.of(
              Code.KEY_MISSING,
              "the identity was to come from standard input, and nothing came",
              "feed it: lifeboat … <lifeboat.key")
          .exception();
    }
    return IdentityText.of("the identity on standard input", content);
  }

  private IdentityText printed(String line) {
    Finished finished = Command.of("sh", "-c", line).run();
    if (finished.status() != 0) {
      // Without what it printed: that may be half a key.
      throw Problem.of(
              Code.KEY_MISSING,
              "the 'identity-command' ended with status %d".formatted(finished.status()),
              "run it by hand; it shall print the identity, AGE-SECRET-KEY-1…, and nothing else")
          .exception();
    }
    return IdentityText.of(
        "what the 'identity-command' printed",
        finished.output().getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<Identity> open(IdentityText text) {
    if (!text.sealed()) {
      return text.open();
    }
    Optional<String> passphrase =
        Optional.ofNullable(environment.get(VARIABLE))
            .filter(value -> !value.isEmpty())
            .or(() -> input.ask("Passphrase of " + text.subject() + ": ").map(Secret::reveal));
    return passphrase.isEmpty() ? text.open() : text.open(passphrase.get());
  }
}
