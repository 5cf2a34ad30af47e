package dev.lifeboat.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a restore would take, by what was measured. */
final class StandingTest {
  private static final int SIZE = 50_000_000;
  private static final Manifest NEWEST = backup();

  @Test
  void aRestoreOfThatSizeIsScaled() {
    Standing standing = after(SIZE / 2, 10);
    assertThat(standing.measured()).isTrue();
    assertThat(standing.restoreTime()).contains(Duration.ofSeconds(20));
  }

  @Test
  void aTinyRestoreSaysNothingOfHowFastBytesAre() {
    Standing standing = after(300, 3);
    assertThat(standing.measured()).isFalse();
    // What any restore takes, and what is assumed of the data.
    assertThat(standing.restoreTime()).contains(Duration.ofSeconds(5));
  }

  @Test
  void withoutAnyItIsAssumed() {
    Standing standing = standing(Optional.empty());
    assertThat(standing.measured()).isFalse();
    assertThat(standing.restoreTime()).contains(Duration.ofSeconds(2));
  }

  @Test
  void aMissedObjectiveComesBeforeWhatIsOptional() {
    Standing well = standing(Optional.empty());
    Verdict late =
        new Verdict(
            Metric.FRESHNESS,
            "mongo",
            State.CRITICAL,
            "late",
            Host.START,
            List.of("lifeboat backup"));
    Standing missed = well.judged(List.of(late));
    assertThat(missed.missed()).containsExactly(late);
    assertThat(missed.next()).isEqualTo("lifeboat backup").isNotEqualTo(well.next());
    Verdict room =
        new Verdict(Metric.SIZE, "mongo", State.CRITICAL, "odd", Host.START, List.of("x"));
    assertThat(well.judged(List.of(room)).missed()).isEmpty();
    assertThat(well.judged(List.of(room)).next()).isEqualTo(well.next());
  }

  private static Standing after(long bytes, int seconds) {
    return standing(Optional.of(new Standing.Measured(bytes, Duration.ofSeconds(seconds))));
  }

  private static Standing standing(Optional<Standing.Measured> last) {
    return Standing.of(
        "shop", Host.START, Optional.of(NEWEST), 1, last, Optional.empty(), List.of());
  }

  private static Manifest backup() {
    Host host = new Host();
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer =
            host.create(new MemoryStorage(Host::now)).begin(Host.request(), phase)) {
      return writer.publish(
          Host.capture(
              List.of(
                  new NamedStream(
                      new StreamName("log"), Host.write(writer, "log", new byte[SIZE])))));
    }
  }
}
