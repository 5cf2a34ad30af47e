package dev.lifeboat.setup;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.KeyEdit;
import dev.lifeboat.config.Recipient;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Changes whom the next backups are encrypted for. What is in the repository stays as it is: old
 * backups are opened by whoever could open them.
 */
public final class KeyChanges {
  private final ConfigFiles configs;
  private final Path file;
  private final InstantSource clock;

  /**
   * @param file the configuration
   */
  public KeyChanges(ConfigFiles configs, Path file, InstantSource clock) {
    this.configs = configs;
    this.file = file;
    this.clock = clock;
  }

  /**
   * One more recipient.
   *
   * @return the configuration as it is now
   * @throws ProblemException USAGE if it is no public key, RECIPIENT_REFUSED
   */
  public Config add(String key) {
    Recipient recipient = recipient(key);
    if (recipients().contains(recipient)) {
      throw refused("'" + key + "' is a recipient already", "see all: lifeboat key list");
    }
    return configs.edit(Optional.of(file), new KeyEdit.Add(recipient));
  }

  /**
   * One recipient less.
   *
   * @return the configuration as it is now
   * @throws ProblemException RECIPIENT_REFUSED, also for the last one
   */
  public Config remove(String key) {
    Recipient recipient = recipient(key);
    requireOneOf(recipient);
    if (recipients().size() == 1) {
      throw refused(
          "'" + key + "' is the only recipient: without it nobody could open the next backup",
          "add the one that shall take its place first: lifeboat key add RECIPIENT");
    }
    return configs.edit(Optional.of(file), new KeyEdit.Remove(recipient));
  }

  /**
   * A new identity in the place of one that this host has. The old file stays.
   *
   * @param own what this host has
   * @param to where the new one goes, if somebody said so
   * @return what took whose place
   * @throws ProblemException RECIPIENT_REFUSED, FILE_EXISTS; then nothing is changed
   */
  public Rotated rotate(List<Identity> own, Optional<Path> to) {
    List<Recipient> present = recipients();
    Recipient old =
        own.stream()
            .map(identity -> new Recipient(identity.recipient().publicKey()))
            .filter(present::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "this host has the identity of no recipient, so there is none to rotate",
                        "make one where it shall be kept: age-keygen -o lifeboat.key",
                        "then: lifeboat key add RECIPIENT, and lifeboat key remove RECIPIENT"));
    Identity identity = Identity.generate();
    Path place = to.map(given -> configs.locate(Optional.of(given))).orElseGet(this::freeName);
    IdentityFile.write(place, identity, clock.instant());
    try {
      Recipient recipient = new Recipient(identity.recipient().publicKey());
      Config now = configs.edit(Optional.of(file), new KeyEdit.Rotate(old, recipient, place));
      return new Rotated(now, old.value(), identity, place);
    } catch (RuntimeException e) {
      DurableFiles.delete(place);
      throw e;
    }
  }

  /**
   * What a rotation did.
   *
   * @param config as it is now
   * @param replaced the recipient that is none any more
   * @param identity the new one
   * @param file where it is
   */
  public record Rotated(Config config, String replaced, Identity identity, Path file) {}

  private List<Recipient> recipients() {
    return switch (configs.read(Optional.of(file)).encryption()) {
      case Encryption.Age age -> age.recipients();
      case Encryption.None _ ->
          throw refused(
              "backups are not encrypted here, so they have no recipients",
              "in lifeboat.yaml write 'recipients: [age1…]' in the place of 'encryption: none'");
    };
  }

  private void requireOneOf(Recipient recipient) {
    if (!recipients().contains(recipient)) {
      throw refused("'" + recipient + "' is not a recipient", "see all: lifeboat key list");
    }
  }

  private static Recipient recipient(String key) {
    try {
      return new Recipient(new dev.lifeboat.repository.crypto.Recipient(key).publicKey());
    } catch (IllegalArgumentException e) {
      // A secret key that somebody took for the public one must not be repeated.
      throw Problem.of(
              Code.USAGE,
              String.valueOf(e.getMessage()),
              "a recipient is a public key, 'age1…': age-keygen -y FILE prints that of an identity")
          .exception();
    }
  }

  private Path freeName() {
    Path config = configs.locate(Optional.of(file));
    int number = 2;
    Path place;
    do {
      place = config.resolveSibling("lifeboat-" + number++ + ".key");
    } while (Files.exists(place, LinkOption.NOFOLLOW_LINKS));
    return place;
  }

  private static ProblemException refused(String fact, String... hints) {
    return Problem.of(Code.RECIPIENT_REFUSED, fact, hints).exception();
  }
}
