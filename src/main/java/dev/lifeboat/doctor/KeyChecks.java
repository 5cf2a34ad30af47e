package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.IdentityText;
import dev.lifeboat.repository.crypto.SigningKey;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
    IdentityPlaces places = config.identities();
    List<IdentityText> files =
        places.ownFiles().stream().filter(Files::exists).map(IdentityText::in).toList();
    if (files.isEmpty() && places.equals(new IdentityPlaces(places.ownFiles(), Optional.empty()))) {
      return Observation.ok(
          "encryption",
          "for %d recipients; this host has no identity, so it can't open backups"
              .formatted(age.recipients().size()));
    }
    List<IdentityText> open = files.stream().filter(text -> !text.sealed()).toList();
    if (open.isEmpty()) {
      return Observation.ok(
          "encryption",
          "age, for %d recipient%s; whether the identity opens it: lifeboat key test"
              .formatted(age.recipients().size(), age.recipients().size() == 1 ? "" : "s"));
    }
    Set<String> own =
        open.stream()
            .flatMap(text -> text.open().stream())
            .map(Identity::recipient)
            .map(Object::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> meant =
        age.recipients().stream().map(key -> key.value()).collect(Collectors.toSet());
    if (own.stream().noneMatch(meant::contains)) {
      return Observation.fail(
          "encryption",
          Code.KEY_WRONG,
          "%s opens none of the backups that are made now: it is not among 'recipients'"
              .formatted(open.getFirst().subject()),
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
