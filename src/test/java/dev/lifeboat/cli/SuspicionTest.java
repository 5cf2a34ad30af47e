package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and scripts see of a suspicious backup. */
class SuspicionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final Manifest BAD =
      Samples.manifest(true, new Judgement(true, List.of(new Judgement.Count("empty", 1))));

  private final FakeShell shell = new FakeShell();
  private final Told told = new Told();

  private static final class Told extends FakeServices {
    private Optional<Acceptance> acceptance = Optional.empty();

    private BackupEntry entry() {
      return new BackupEntry(
          BAD.backup(), new Digest("0".repeat(64)), Optional.of(BAD), Optional.empty(), acceptance);
    }

    @Override
    public BackupReport backup(Conduct conduct, BackupChoice choice) {
      return new BackupReport(
          BAD, "/srv", Samples.items(), List.of(), List.of(), List.of("no document is left"));
    }

    @Override
    public Listing list(Conduct conduct) {
      return new Listing(
          "shop", "/srv", new Backups(List.of(entry())), Verdicts.NONE, Map.of(), NOW);
    }

    @Override
    public ShownBackup show(Conduct conduct, String backup) {
      return new ShownBackup(entry(), "/srv", Optional.empty(), Optional.empty());
    }

    @Override
    public Accepted accept(Conduct conduct, String backup, String reason) {
      return new Accepted(Samples.ID, Optional.of(reason), BAD.judgement());
    }
  }

  @Test
  void aSuspiciousBackupExitsWith14AndSaysWhy() {
    assertThat(shell.run(told, "backup", "-q")).isEqualTo(14);
    assertThat(shell.out())
        .startsWith("✗ Backup completed, and it is suspicious: 'latest' stays the one before\n")
        .contains("  anomaly      no document is left\n")
        .endsWith("Next: lifeboat show latest --diff " + Samples.ID + "\n");
  }

  @Test
  void scriptsSeeItToo() {
    assertThat(shell.run(told, "backup", "--json")).isEqualTo(14);
    assertThat(shell.out())
        .contains(
            "\"suspicious\":true,\"accepted\":null,\"anomalies\":[\"no document is"
                + " left\"],\"origin\":null}");
    shell.out.reset();
    assertThat(shell.run(told, "list", "--json")).isZero();
    assertThat(shell.out())
        .contains("\"suspicious\":true,\"accepted\":null,\"anomalies\":[\"empty (1)\"]");
  }

  @Test
  void listAndShowSaySo() {
    assertThat(shell.run(told, "list")).isZero();
    assertThat(shell.out()).contains("SUSPICIOUS, empty").doesNotContain("empty (1)");
    shell.out.reset();
    assertThat(shell.run(told, "show")).isZero();
    assertThat(shell.out())
        .contains("suspicious; if it is as it should be: lifeboat accept " + Samples.ID)
        .contains("empty (1)");
  }

  @Test
  void anAcceptedOneIsNotSuspicious() {
    told.acceptance =
        Optional.of(
            new Acceptance(
                "id", BAD.backup(), new Digest("0".repeat(64)), NOW, "host", "it moved"));
    assertThat(shell.run(told, "list")).isZero();
    assertThat(shell.out()).contains("accepted").doesNotContain("SUSPICIOUS");
    shell.out.reset();
    assertThat(shell.run(told, "show")).isZero();
    assertThat(shell.out()).contains("it moved").doesNotContain("suspicious");
  }

  @Test
  void acceptingNeedsABackupAndAReason() {
    assertThat(shell.run(told, "accept", Samples.ID)).isEqualTo(2);
    shell.out.reset();
    assertThat(shell.run(told, "accept", Samples.ID, "--reason", "it moved", "--json")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            "{\"id\":\"%s\",\"reason\":\"it moved\",\"anomalies\":[\"empty (1)\"]}\n"
                .formatted(Samples.ID));
  }
}
