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
   */
  void bringBack(String kept, String volume, VolumeContent expected, Consumer<Integer> advance) {
    try (VolumeAccess from = VolumeAccess.open(engine, kept);
        VolumeAccess to = VolumeAccess.open(engine, volume)) {
      if (isSame(expected, to.content(advance))) {
        return;
      }
      to.empty();
      to.write(next -> from.read(next, advance));
      requireSame(volume, expected, to.content(advance));
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
