package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Copies whole contents between volumes, and proves each copy. */
final class VolumeContents {
  static final String RESTORE = "dev.lifeboat.restore";
  static final String OF = "dev.lifeboat.volume";

  private final Engine engine;

  VolumeContents(Engine engine) {
    this.engine = engine;
  }

  /**
   * Copies a volume's content into a new one of ours, which no sweep takes.
   *
   * @param also told the same
   * @throws ProblemException with {@code RESTORE_PROOF_FAILED} if the copy differs: then somebody
   *     writes, or the engine doesn't keep what it is given
   */
  VolumeContent keep(
      String volume, String copy, String restore, TarHandler also, Consumer<Integer> advance) {
    Map<String, String> labels = new LinkedHashMap<>(Owner.labels());
    labels.put(Owner.LASTING, "kept for 'lifeboat undo'");
    labels.put(RESTORE, restore);
    labels.put(OF, volume);
    var _ = engine.createVolume(NewVolume.local(copy, labels));
    TarFingerprint fingerprint = new TarFingerprint();
    try (VolumeAccess from = VolumeAccess.open(engine, volume);
        VolumeAccess to = VolumeAccess.open(engine, copy)) {
      to.write(next -> from.read(Sieve.all(List.of(fingerprint, also, next)), advance));
      VolumeContent content = fingerprint.content();
      requireSame(copy, content, to.content(advance));
      return content;
    }
  }

  /**
   * Makes a volume hold what a kept one holds, and nothing else.
   *
   * @param expected what that is
   * @throws ProblemException with {@code RESTORE_INCOMPLETE} if the kept one holds it no longer:
   *     then nothing was touched
   */
  void bringBack(String kept, String volume, VolumeContent expected, Consumer<Integer> advance) {
    try (VolumeAccess to = VolumeAccess.open(engine, volume)) {
      if (isSame(expected, to.content(advance))) {
        return;
      }
      loss(kept, expected, advance)
          .ifPresent(
              loss -> {
                throw Problem.of(
                        Code.RESTORE_INCOMPLETE,
                        "what the volume '%s' held before can't be brought back: %s"
                            .formatted(volume, loss),
                        "if there is no other copy of it: remove the restore's journal from the"
                            + " folder 'volume-restores' in the host's state, so that the services"
                            + " may go on, and restore the volume from a backup")
                    .exception();
              });
      try (VolumeAccess from = VolumeAccess.open(engine, kept)) {
        to.empty();
        to.write(next -> from.read(next, advance));
      }
      requireSame(volume, expected, to.content(advance));
    }
  }

  /** Why a kept volume doesn't hold any longer what it was given, in words. */
  Optional<String> loss(String kept, VolumeContent expected, Consumer<Integer> advance) {
    if (engine.volume(kept).isEmpty()) {
      return Optional.of(gone(kept));
    }
    VolumeContent actual = contentOf(kept, advance);
    return isSame(expected, actual)
        ? Optional.empty()
        : Optional.of(
            "the volume '%s', which keeps it, was changed: it holds %s"
                .formatted(kept, difference(expected, actual)));
  }

  static String gone(String kept) {
    return "the volume '%s', which kept it, was removed".formatted(kept);
  }

  VolumeContent contentOf(String volume, Consumer<Integer> advance) {
    try (VolumeAccess access = VolumeAccess.open(engine, volume)) {
      return access.content(advance);
    }
  }

  static boolean isSame(VolumeContent one, VolumeContent other) {
    return one.fingerprint().equals(other.fingerprint());
  }

  private static void requireSame(String volume, VolumeContent expected, VolumeContent actual) {
    if (!isSame(expected, actual)) {
      throw Problem.of(
              Code.RESTORE_PROOF_FAILED,
              "what was copied into the volume '%s' is not what was read: %s"
                  .formatted(volume, difference(expected, actual)),
              "find out whether something writes into it: docker ps --filter volume=" + volume)
          .exception();
    }
  }

  /** How two contents differ, in words. */
  static String difference(VolumeContent expected, VolumeContent actual) {
    if (expected.entries() != actual.entries()) {
      return "%d entries instead of %d".formatted(actual.entries(), expected.entries());
    }
    if (expected.bytes() != actual.bytes()) {
      return "%d bytes instead of %d".formatted(actual.bytes(), expected.bytes());
    }
    return "fingerprint %s instead of %s"
        .formatted(actual.fingerprint().sum(), expected.fingerprint().sum());
  }
}
