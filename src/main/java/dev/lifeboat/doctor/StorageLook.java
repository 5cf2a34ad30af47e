package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at what holds the repository: whether it takes and gives up objects, and its clock. */
record StorageLook(Surroundings surroundings, Config config) {
  Optional<Long> freeBytes() {
    try (Storage storage = surroundings.storage().apply(config)) {
      return storage.freeBytes();
    }
  }

  /** Ages of objects come from the storage's clock, so it should agree with the host's. */
  Observation clock() {
    Instant now = surroundings.clock().instant();
    ObjectKey key =
        ObjectKey.of("doctor-%d-%d".formatted(ProcessHandle.current().pid(), now.toEpochMilli()));
    try (Storage storage = surroundings.storage().apply(config)) {
      storage.create(key, Content.of("doctor".getBytes(StandardCharsets.US_ASCII)));
      Optional<Instant> received;
      try {
        received = storage.stat(key).map(ObjectInfo::received);
      } finally {
        storage.delete(key);
      }
      Instant after = surroundings.clock().instant();
      return received
          .map(at -> Clocks.compare("storage", "the repository's storage", now, at, after))
          .orElseGet(
              () ->
                  Observation.fail(
                      "storage",
                      Code.STORAGE_UNAVAILABLE,
                      "what was just written to '%s' isn't there".formatted(storage.location())));
    } catch (StorageException e) {
      return Observation.fail(
          "storage",
          switch (e.kind()) {
            case ACCESS_DENIED -> Code.STORAGE_DENIED;
            case OUT_OF_SPACE -> Code.STORAGE_FULL;
            case NOT_FOUND, ALREADY_EXISTS, UNAVAILABLE -> Code.STORAGE_UNAVAILABLE;
          },
          "it takes no backup: " + e.getMessage(),
          "run Lifeboat as the user that owns the repository, or correct its rights");
    }
  }

  /** How far apart two clocks are. */
  static final class Clocks {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private Clocks() {}

    static Observation compare(
        String subject, String whose, Instant before, Instant other, Instant after) {
      Duration apart = Duration.ZERO;
      // File systems may keep whole seconds only.
      if (other.isBefore(before.minusSeconds(2))) {
        apart = Duration.between(other, before);
      } else if (other.isAfter(after)) {
        apart = Duration.between(after, other);
      }
      return apart.compareTo(CLOSE) > 0
          ? Observation.warn(
              subject,
              "%s and this host's clock are %d s apart".formatted(whose, apart.toSeconds()),
              "set the clock by the network: timedatectl set-ntp true")
          : Observation.ok(
              subject, "takes and gives up objects; its clock agrees with this host's");
    }
  }
}
