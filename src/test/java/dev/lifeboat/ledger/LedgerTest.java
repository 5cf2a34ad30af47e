package dev.lifeboat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of runs that can't be written down. */
class LedgerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private final Progress people =
      new Progress() {
        @Override
        public Phase start(String name, long total, Unit unit) {
          return Progress.silent().start(name, total, unit);
        }

        @Override
        public void warn(String message) {
          warnings.add(message);
        }
      };

  private void work(Ledger ledger) {
    Run run = ledger.start(RunKind.BACKUP, "shop", people);
    try (Progress.Phase phase = run.start("reading", 10, Progress.Unit.BYTES)) {
      phase.advance(10);
    }
    run.end("", 0, "done", 10);
  }

  @Test
  void writesDownWhatHappens() {
    Ledger ledger = new Ledger(folder.resolve("state"), CLOCK);
    work(ledger);
    assertThat(warnings).isEmpty();
    assertThat(ledger.newestGood(RunKind.BACKUP))
        .hasValueSatisfying(run -> assertThat(run.started().stack()).isEqualTo("shop"));
    assertThat(ledger.newestGood(RunKind.RESTORE)).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderIsWarnedOfOnce() throws IOException {
    Path state = Files.createFile(folder.resolve("state"));
    Ledger ledger = new Ledger(state, CLOCK);
    work(ledger);
    assertThat(warnings)
        .containsExactly(
            ("'lifeboat watch' can't show this run: the folder '%s' for what this host remembers"
                    + " can't be used: it is a file; 'state' in lifeboat.yaml or the variable"
                    + " LIFEBOAT_STATE names another folder")
                .formatted(state));
    assertThatThrownBy(ledger::ids)
        .hasMessage(
            "the folder '%s' for what this host remembers can't be used: it is a file", state);
  }

  @Test
  void aFolderThatNobodyCanWriteToIsWarnedOfOnce() {
    // Not even root creates anything there.
    Path system = Path.of("/sys");
    assumeTrue(Files.isDirectory(system));
    Ledger ledger = new Ledger(system.resolve("lifeboat"), CLOCK);
    work(ledger);
    assertThat(warnings).singleElement().asString().contains("'/sys/lifeboat'", "LIFEBOAT_STATE");
    assertThat(ledger.ids()).isEmpty();
  }

  @Test
  void aFolderThatGoesAwayMeanwhileIsWarnedOfOnce() throws IOException {
    Path state = folder.resolve("state");
    Run run = new Ledger(state, CLOCK).start(RunKind.BACKUP, "shop", people);
    Files.move(state, folder.resolve("elsewhere"));
    run.warn("something");
    run.end("", 0, "done", 10);
    assertThat(warnings).hasSize(2).last().asString().contains("can't show this run", "no such");
  }
}
