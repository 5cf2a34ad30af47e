package dev.lifeboat.backup;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Item;
import java.util.List;

/**
 * A backup that was made.
 *
 * @param manifest what was published
 * @param location where the repository is
 * @param items what is in it
 * @param missing what could not be captured
 * @param warnings what people shall know although it is complete
 * @param anomalies how it differs from those before it, in words
 */
public record BackupReport(
    Manifest manifest,
    String location,
    List<Item> items,
    List<Problem> missing,
    List<String> warnings,
    List<String> anomalies) {
  public BackupReport {
    items = List.copyOf(items);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
    anomalies = List.copyOf(anomalies);
  }

  /** True if something about it looks wrong. */
  public boolean suspicious() {
    return manifest.judgement().suspicious();
  }
}
