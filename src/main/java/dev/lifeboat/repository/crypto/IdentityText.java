package dev.lifeboat.repository.crypto;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Age identities as they stand in a file or come from elsewhere, in the form of {@code age-keygen};
 * or the same sealed with a passphrase, in the form of {@code age -p}. It never shows itself.
 */
public final class IdentityText {
  private final String subject;
  private final byte[] content;

  private IdentityText(String subject, byte[] content) {
    this.subject = subject;
    this.content = content;
  }

  /**
   * What was read from somewhere.
   *
   * @param subject what it is, for people, such as {@code the identity on standard input}
   */
  public static IdentityText of(String subject, byte[] content) {
    return new IdentityText(subject, content.clone());
  }

  /**
   * Reads a file.
   *
   * @throws ProblemException KEY_MISSING, KEY_DAMAGED, or FILE_MODE if others may read the file
   */
  public static IdentityText in(Path file) {
    return new IdentityText(
        "the %s '%s'".formatted(IdentityFile.WHAT, file),
        SecretFile.read(file, IdentityFile.WHAT).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What it is, for people. */
  public String subject() {
    return subject;
  }

  /** Whether a passphrase is needed. */
  public boolean sealed() {
    return PassphraseFile.is(content);
  }

  /**
   * The identities, at least one.
   *
   * @throws ProblemException KEY_DAMAGED, or PASSPHRASE_MISSING if it is sealed
   */
  public List<Identity> open() {
    if (sealed()) {
      throw Problem.of(
              Code.PASSPHRASE_MISSING,
              subject + " is protected by a passphrase, and none is given",
              "run it in a terminal, where you are asked for it",
              "or set the variable LIFEBOAT_IDENTITY_PASSPHRASE")
          .exception();
    }
    return parse(new String(content, StandardCharsets.ISO_8859_1));
  }

  /**
   * The identities, at least one, of a text that is sealed.
   *
   * @throws ProblemException KEY_DAMAGED or PASSPHRASE_WRONG
   */
  public List<Identity> open(String passphrase) {
    try {
      byte[] plain = PassphraseFile.open(content, passphrase);
      return parse(new String(plain, StandardCharsets.ISO_8859_1));
    } catch (DamagedObjectException e) {
      throw SecretFile.damaged(subject, String.valueOf(e.getMessage()));
    } catch (NoIdentityFitsException e) {
      throw Problem.of(
              Code.PASSPHRASE_WRONG,
              "the passphrase doesn't open " + subject,
              "type it as it was when 'age -p' made the file")
          .causedBy(e);
    }
  }

  private List<Identity> parse(String text) {
    List<Identity> identities = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        identities.add(Identity.parse(line));
      } catch (IllegalArgumentException e) {
        // The line itself stays unsaid: it may be a secret with a typing error.
        throw SecretFile.damaged(subject, "line " + (at + 1) + " is not an age identity");
      }
    }
    if (identities.isEmpty()) {
      throw SecretFile.damaged(subject, "it holds no age identity");
    }
    return List.copyOf(identities);
  }

  @Override
  public String toString() {
    return subject;
  }
}
