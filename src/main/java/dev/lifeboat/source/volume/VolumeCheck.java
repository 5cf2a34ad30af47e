package dev.lifeboat.source.volume;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import java.util.List;
import java.util.Optional;

/** Proves volumes of a backup without an engine: unpacks their tar streams, and compares. */
public final class VolumeCheck {
  private VolumeCheck() {}

  /** How each volume of a backup compares with what the backup promises. */
  public static List<ItemProof> run(CapturedStreams backup) {
    return backup.items().stream()
        .filter(item -> item.kind().equals(VolumeSource.ITEM))
        .map(item -> prove(backup, item))
        .toList();
  }

  private static ItemProof prove(CapturedStreams backup, Item item) {
    TarFingerprint fingerprint = new TarFingerprint();
    TarParser parser = new TarParser(fingerprint);
    try {
      backup.read(item.streams().getFirst(), piece -> parser.accept(piece, 0, piece.length));
      parser.end();
    } catch (MalformedTarException e) {
      return proof(item, Optional.empty(), List.of("its tar stream is damaged: " + e.getMessage()));
    } catch (ProblemException e) {
      return proof(item, Optional.empty(), List.of(e.problems().getFirst().message()));
    }
    VolumeContent actual = fingerprint.content();
    List<String> differences =
        VolumeContent.of(item.attributes())
            .filter(expected -> !VolumeContents.isSame(expected, actual))
            .map(expected -> List.of(VolumeContents.difference(expected, actual)))
            .orElse(List.of());
    return proof(item, Optional.of(actual), differences);
  }

  private static ItemProof proof(
      Item item, Optional<VolumeContent> actual, List<String> differences) {
    return new ItemProof(
        item.name(),
        item.kind(),
        item.state(),
        actual.map(VolumeContent::fingerprint),
        differences,
        item.note());
  }
}
