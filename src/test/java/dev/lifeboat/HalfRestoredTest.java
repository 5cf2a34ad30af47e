package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.LiveItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalfRestoredTest {
  private static final Problem WHY = Problem.of(Code.RESTORE_INCOMPLETE, "cut off", "run it again");
  private static final CaptureSink NO_SINK =
      shape -> {
        throw new AssertionError("nothing is written");
      };

  @Test
  void whatIsCapturedOfHalfRestoredDataIsIncomplete() {
    try (var source = new HalfRestored(new Nothing(), List.of(WHY))) {
      assertThat(source.capture(NO_SINK, Progress.silent()).missing()).containsExactly(WHY);
    }
  }

  @Test
  void whatIsCapturedOtherwiseIsAsTheSourceSays() {
    try (var source = new HalfRestored(new Nothing(), List.of())) {
      assertThat(source.capture(NO_SINK, Progress.silent()))
          .isEqualTo(new Nothing().capture(NO_SINK, Progress.silent()));
    }
  }

  private static final class Nothing implements BackupSource {
    @Override
    public String kind() {
      return "nothing";
    }

    @Override
    public long estimateBytes() {
      return 0;
    }

    @Override
    public Capture capture(CaptureSink sink, Progress progress) {
      return new Capture(
          new Consistency.Live(Instant.EPOCH, Instant.EPOCH),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of("a warning"));
    }

    @Override
    public List<LiveItem> live() {
      return List.of();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
