package dev.lifeboat.restore;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestorePlan;
import java.util.List;

/**
 * A restore whose stored bytes have been verified and which has been planned, and that hasn't
 * changed anything.
 *
 * @param manifest the backup
 * @param streams its content
 * @param plan what would be done
 * @param phases how long the phases so far took
 * @param settled what a killed restore had left behind and was settled first, in words
 */
public record PreparedRestore(
    Manifest manifest,
    CapturedStreams streams,
    RestorePlan plan,
    List<PhaseTime> phases,
    List<String> settled) {
  public PreparedRestore {
    phases = List.copyOf(phases);
    settled = List.copyOf(settled);
  }
}
