package dev.lifeboat.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dump that another tool made, as people see it.
 *
 * @param name the file or folder, as it was named
 * @param form such as {@code mongodump archive, gzip}
 * @param bytes the size of its files
 * @param sha256 of the file, in hexadecimal digits; empty for a folder, or if it wasn't read to its
 *     end
 * @param moment which moment it is of
 * @param momentFrom where that is known from, such as {@code the file's name}
 * @param serverVersion of the MongoDB that was dumped, if the dump says so
 * @param toolVersion of mongodump, if the dump says so
 * @param oplog how many entries of an oplog it holds
 * @param parts what is in it, sorted by name
 * @param damage what is wrong with it as a whole, in words
 */
public record DumpFacts(
    String name,
    String form,
    long bytes,
    Optional<String> sha256,
    Instant moment,
    String momentFrom,
    Optional<String> serverVersion,
    Optional<String> toolVersion,
    long oplog,
    List<DumpPart> parts,
    List<String> damage) {
  public DumpFacts {
    parts = List.copyOf(parts);
    damage = List.copyOf(damage);
  }

  /** True if nothing of it is damaged or missing. */
  public boolean whole() {
    return damage.isEmpty() && parts.stream().allMatch(DumpPart::whole);
  }
}
