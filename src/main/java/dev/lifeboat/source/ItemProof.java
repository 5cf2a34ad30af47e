package dev.lifeboat.source;

import java.util.List;
import java.util.Optional;

/**
 * How one restored item compares with the backup, read back from the target.
 *
 * @param name as in {@link Item}
 * @param kind as in {@link Item}
 * @param expected what the backup promises; empty where there is nothing to fingerprint
 * @param actual what was read back
 * @param differences what isn't as it was, in words; empty if all is: documents, indexes and
 *     options
 * @param note why the proof is weaker than usual, if it is
 * @param inserted what was inserted, where only missing documents are
 */
public record ItemProof(
    String name,
    String kind,
    Optional<Fingerprint> expected,
    Optional<Fingerprint> actual,
    List<String> differences,
    Optional<String> note,
    Optional<InsertedDocuments> inserted) {
  /** Of an item that was restored as a whole. */
  public ItemProof(
      String name,
      String kind,
      Optional<Fingerprint> expected,
      Optional<Fingerprint> actual,
      List<String> differences,
      Optional<String> note) {
    this(name, kind, expected, actual, differences, note, Optional.empty());
  }

  public ItemProof {
    differences = List.copyOf(differences);
  }

  public boolean holds() {
    return differences.isEmpty();
  }
}
