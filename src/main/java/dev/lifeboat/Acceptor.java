package dev.lifeboat;

import dev.lifeboat.cli.Accepted;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.verify.ChainCheck;
import java.util.Optional;

/** Lets a suspicious backup count, once a person has looked at it. */
record Acceptor(Repository repository, String host) {
  Accepted accept(String backup, String reason) {
    if (backup.equals("latest")) {
      throw Problem.of(
              Code.USAGE,
              "'latest' is never suspicious: name the backup that you looked at",
              "see which one it is: lifeboat list")
          .exception();
    }
    if (reason.isBlank()) {
      throw Problem.of(Code.USAGE, "the reason is empty", "say why: --reason TEXT").exception();
    }
    for (Manifest.Previous gone : new ChainCheck(repository).gaps()) {
      if (gone.backup().value().equals(backup)) {
        repository.acceptRemoval(gone, host);
        return new Accepted(backup, Optional.of(reason), Judgement.ORDINARY);
      }
    }
    BackupEntry entry = new Backups(repository.backups()).select(backup);
    boolean suspicious = entry.suspicious();
    if (suspicious) {
      repository.accept(entry, reason, host);
    }
    return new Accepted(
        entry.id().value(),
        suspicious ? Optional.of(reason) : Optional.empty(),
        entry.trusted().judgement());
  }
}
