package dev.lifeboat.drill;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import java.util.List;
import java.util.Optional;

/**
 * How one thing that was restored compares with the backup, read back from where it was restored.
 *
 * @param name a collection's namespace, a volume, users, roles, files
 * @param kind the kind of item
 * @param expected what the backup promises; empty where there is nothing to fingerprint
 * @param actual what was read back
 * @param differences what isn't as it was, in words; empty if all is
 * @param note why the proof is weaker than usual, if it is
 */
public record DataProof(
    String name,
    String kind,
    Optional<Fingerprint> expected,
    Optional<Fingerprint> actual,
    List<String> differences,
    Optional<String> note) {
  public DataProof {
    differences = List.copyOf(differences);
  }

  public static DataProof of(ItemProof proof) {
    return new DataProof(
        proof.name(),
        proof.kind(),
        proof.expected(),
        proof.actual(),
        proof.differences(),
        proof.note());
  }

  public boolean holds() {
    return differences.isEmpty();
  }
}
