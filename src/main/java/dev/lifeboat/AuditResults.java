package dev.lifeboat;

import dev.lifeboat.audit.Described;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.Exported;
import dev.lifeboat.cli.Imported;
import dev.lifeboat.repository.CopyReport;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.restore.RestoreReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of an operation, in the few facts that the audit log keeps. */
final class AuditResults {
  private AuditResults() {}

  static Map<String, String> of(@Nullable Object result) {
    Map<String, String> facts = new LinkedHashMap<>();
    switch (result) {
      case BackupReport made -> {
        backup(facts, made.manifest());
        facts.put("complete", String.valueOf(made.missing().isEmpty()));
        if (made.suspicious()) {
          facts.put("suspicious", "true");
        }
      }
      case RestoreReport restored -> {
        facts.put("restore", restored.id());
        backup(facts, restored.manifest());
        facts.put("target", Described.text(restored.target()));
      }
      case Exported exported -> {
        backup(facts, exported.manifest());
        facts.put("readable by everybody", String.valueOf(exported.clear()));
      }
      case Imported imported -> backup(facts, imported.backup().manifest());
      case Pruned pruned -> {
        facts.putAll(Described.of(List.of("removed"), List.of(pruned.backups())));
        facts.put("objects", String.valueOf(pruned.objects()));
      }
      case Hold hold -> facts.put("backup", hold.backup().value());
      case CopyReport copied ->
          facts.putAll(
              Described.of(List.of("copied", "to"), List.of(copied.copied(), copied.to())));
      case null, default -> {
        // What it was called for says enough.
      }
    }
    return facts;
  }

  private static void backup(Map<String, String> facts, Manifest manifest) {
    facts.put("backup", manifest.backup().value());
  }
}
