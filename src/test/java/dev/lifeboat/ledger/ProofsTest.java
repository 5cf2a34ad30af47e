package dev.lifeboat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.verify.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host remembers of its verifications. */
class ProofsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @TempDir Path folder;

  private Proofs proofs() {
    return new Proofs(folder);
  }

  private void good(Level level) {
    proofs().add(new Proof("b", level, NOW, 0, Duration.ZERO));
  }

  private void damaged(Level level) {
    proofs().add(new Failure("b", level, NOW));
  }

  @Test
  void aFailureVoidsWhatWasProvenBefore() {
    good(Level.RESTORE);
    damaged(Level.STORED);
    assertThat(proofs().verdicts().proofs()).isEmpty();
    assertThat(proofs().verdicts().failures())
        .containsEntry("b", new Failure("b", Level.STORED, NOW));
  }

  @Test
  void onlyAVerificationThatGoesAsDeepClearsIt() {
    damaged(Level.CONTENT);
    damaged(Level.STORED);
    good(Level.STORED);
    assertThat(proofs().verdicts().failures()).containsKey("b");
    assertThat(proofs().verdicts().proofs()).isEmpty();
    good(Level.CONTENT);
    assertThat(proofs().verdicts().failures()).isEmpty();
    assertThat(proofs().verdicts().proofs().get("b"))
        .isEqualTo(new Proof("b", Level.CONTENT, NOW, 0, Duration.ZERO));
  }

  @Test
  void theLineOfAFailureHasNoLevelThatMakesItAProofToOthers() throws IOException {
    damaged(Level.STORED);
    assertThat(Files.readString(folder.resolve("proofs.jsonl")))
        .contains("\"failed\":\"stored\"")
        .doesNotContain("level");
  }
}
