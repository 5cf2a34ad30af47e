package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the keys of this host fit together. */
final class KeyChecks {
  private static final String GROUP = "keys";

  private KeyChecks() {}

  static List<Check> all(Config config) {
    return List.of(
        new Look(GROUP, "encryption", () -> List.of(encryption(config))),
        new Look(GROUP, "signing key", () -> List.of(signing(config))));
  }

  private static Observation encryption(Config config) {
    return switch (config.encryption()) {
      case Encryption.None _ ->
          Observation.warn(
              "encryption",
              "backups are not encrypted: whoever can read the repository can read the data",
              "set up with encryption in another folder: lifeboat init --encryption age");
      case Encryption.Age age -> identity(config, age);
    };
  }

  private static Observation identity(Config config, Encryption.Age age) {
    if (config.identity().filter(Files::exists).isEmpty()) {
      return Observation.ok(
          "encryption",
          "for %d recipients; this host has no identity, so it can't open backups"
              .formatted(age.recipients().size()));
    }
    Path file = config.identity().get();
    Set<String> own =
        IdentityFile.read(file).stream()
            .map(Identity::recipient)
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> meant =
        age.recipients().stream().map(key -> key.value()).collect(Collectors.toSet());
    if (own.stream().noneMatch(meant::contains)) {
      return Observation.fail(
          "encryption",
          Code.KEY_WRONG,
          "the identity '%s' opens none of the backups that are made now: it is not among 'recipients'"
              .formatted(file),
          "add to 'recipients' in '%s': %s".formatted(config.file(), own.iterator().next()));
    }
    return Observation.ok(
        "encryption",
        "age, for %d recipient%s; the identity here opens it"
            .formatted(meant.size(), meant.size() == 1 ? "" : "s"));
  }

  private static Observation signing(Config config) {
    if (config.signingKey().filter(Files::exists).isEmpty()) {
      return Observation.warn(
          "signing key",
          "there is none on this host, so it can't make backups",
          "name its file as 'signing-key' in '" + config.file() + "'");
    }
    SigningKey key = SigningKey.read(config.signingKey().get());
    boolean trusted =
        config.trustedSigners().stream()
            .anyMatch(signer -> signer.value().startsWith(key.signer().toString()));
    return trusted
        ? Observation.ok("signing key", key.fingerprint() + " is trusted here")
        : Observation.fail(
            "signing key",
            Code.MANIFEST_UNKNOWN_SIGNER,
            "'%s' is not among 'trusted-signers', so what it signs is not trusted"
                .formatted(config.signingKey().get()),
            "add to 'trusted-signers' in '%s': %s".formatted(config.file(), key.publicKey()));
  }
}
