package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.ItemProof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Volumes of a backup that were written into a folder.
 *
 * @param folder holds a folder for each volume
 * @param proof how what was written compares with the backup
 * @param warnings what people shall know, such as owners that could not be set
 */
public record VolumesInFolder(
    Manifest manifest, Path folder, List<ItemProof> proof, List<String> warnings, Duration took) {
  public VolumesInFolder {
    proof = List.copyOf(proof);
    warnings = List.copyOf(warnings);
  }
}
