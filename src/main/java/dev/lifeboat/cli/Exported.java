package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.ItemProof;
import java.time.Duration;
import java.util.List;

/**
 * A backup that was written as a dump.
 *
 * @param manifest the backup
 * @param target where it was written, as it was named
 * @param form such as {@code mongodump archive, gzip}
 * @param bytes how many bytes were written, before wrapping
 * @param clear true if whoever can read it can read the data
 * @param proof how what was written compares with the backup
 * @param took how long it took, with the verification
 */
public record Exported(
    Manifest manifest,
    String target,
    String form,
    long bytes,
    boolean clear,
    List<ItemProof> proof,
    Duration took) {
  public Exported {
    proof = List.copyOf(proof);
  }
}
