package dev.lifeboat.source.volume;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedStreams;
import java.util.function.Consumer;

/** What a backup has of a volume. */
final class VolumeReads {
  private final CapturedStreams from;

  VolumeReads(CapturedStreams from) {
    this.from = from;
  }

  /** Tells a handler all entries of a volume. */
  void read(StoredVolume stored, TarHandler handler, Consumer<Integer> advance) {
    TarParser parser = new TarParser(handler);
    try {
      from.read(
          stored.stream(),
          piece -> {
            TarStream.requireUninterrupted();
            parser.accept(piece, 0, piece.length);
            advance.accept(piece.length);
          });
      parser.end();
    } catch (MalformedTarException e) {
      throw Problem.of(
              Code.OBJECT_CORRUPT,
              "the stream '%s' of backup '%s' is no whole volume: %s"
                  .formatted(stored.stream(), from.backup(), e.getMessage()),
              "check it: lifeboat verify %s --level content".formatted(from.backup()))
          .causedBy(e);
    }
  }

  /** What is in the part of a volume that is chosen; reads all of it unless that is the whole. */
  VolumeContent content(ChosenVolume chosen) {
    if (chosen.part().isAll()) {
      return chosen.stored().content();
    }
    TarFingerprint fingerprint = new TarFingerprint();
    Part part = chosen.part();
    read(
        chosen.stored(),
        new Sieve(entry -> isWhole(part, entry), fingerprint, Sieve.nobody()),
        _ -> {});
    VolumeContent content = fingerprint.content();
    if (content.entries() == 0) {
      throw Problem.of(
              Code.NAMESPACE_NOT_FOUND,
              "volume '%s' of backup '%s' has nothing at '%s'"
                  .formatted(
                      chosen.stored().name(),
                      from.backup(),
                      String.join("', '", part.paths().stream().map(EntryName::toString).toList())),
              "look at what it has: lifeboat restore %s --volume %s --to-dir DIR"
                  .formatted(from.backup(), chosen.stored().name()))
          .exception();
    }
    return content;
  }

  /** A name of a file whose first name is outside would be tied to what the volume has there. */
  private static boolean isWhole(Part part, TarEntry entry) {
    boolean held = part.holds(entry.path());
    if (held && entry.type() == TarType.HARD_LINK && !part.holds(entry.link().normal())) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "'%s' is another name of '%s', which is not chosen"
                  .formatted(entry.path(), entry.link().normal()),
              "choose both with --only, or a folder that holds both")
          .exception();
    }
    return held;
  }
}
