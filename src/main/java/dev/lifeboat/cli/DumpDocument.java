package dev.lifeboat.cli;

import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.DumpPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dump of another tool; its field names are a contract.
 *
 * @param moment which moment it is of, as far as one can know
 * @param momentFrom where that is known from, in words
 * @param oplog how many entries its oplog has; 0 if it has none
 * @param whole false if anything is damaged or missing
 * @param damage what is wrong with it as a whole
 */
record DumpDocument(
    String name,
    String form,
    long bytes,
    Optional<String> sha256,
    Instant moment,
    String momentFrom,
    Optional<String> serverVersion,
    Optional<String> toolVersion,
    long oplog,
    boolean whole,
    List<String> damage,
    List<Part> collections) {
  /**
   * One collection of it.
   *
   * @param documents how many can be read
   */
  record Part(
      String namespace,
      String kind,
      long documents,
      long bytes,
      int indexes,
      boolean whole,
      List<String> damage) {
    static Part of(DumpPart part) {
      return new Part(
          part.name(),
          part.kind(),
          part.documents(),
          part.bytes(),
          part.indexes(),
          part.whole(),
          part.damage());
    }
  }

  static DumpDocument of(DumpFacts dump) {
    return new DumpDocument(
        dump.name(),
        dump.form(),
        dump.bytes(),
        dump.sha256(),
        dump.moment(),
        dump.momentFrom(),
        dump.serverVersion(),
        dump.toolVersion(),
        dump.oplog(),
        dump.whole(),
        dump.damage(),
        dump.parts().stream().map(Part::of).toList());
  }
}
