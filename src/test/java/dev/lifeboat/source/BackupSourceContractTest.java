package dev.lifeboat.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What every kind of source keeps to. A subclass gives a source of something with at least two
 * items, some of which hold data.
 */
public abstract class BackupSourceContractTest {
  /** Opens the source; each test closes its own. */
  protected abstract BackupSource open();

  /** Changes the data of one item, so that its fingerprint changes. */
  protected abstract void change();

  @Test
  void everyNameIsGivenOnce() {
    Capture capture = capture();
    assertThat(capture.items())
        .hasSizeGreaterThan(1)
        .extracting(Item::name)
        .doesNotHaveDuplicates();
    assertThat(RecordingSink.names(capture)).doesNotHaveDuplicates();
  }

  @Test
  void everyItemFindsItsStreamsAndEveryStreamIsNamedByOne() {
    Capture capture = capture();
    Set<String> needed = new HashSet<>();
    for (Item item : capture.items()) {
      item.streams().forEach(stream -> needed.add(stream.path()));
    }
    assertThat(RecordingSink.names(capture)).containsAll(needed);
  }

  @Test
  void theStateOfAnItemIsThatOfItsDocuments() {
    Capture capture = capture();
    assertThat(capture.items()).anyMatch(item -> item.state().isPresent());
    for (Item item : capture.items()) {
      if (item.state().isPresent()) {
        assertThat(read(capture, item)).as(item.name()).isEqualTo(item.state().get());
      }
    }
  }

  /**
   * The fingerprint of what an item's streams hold: of their documents, unless they have others.
   */
  protected Fingerprint read(Capture capture, Item item) {
    var sum = new FingerprintSum();
    for (NamedStream stream : capture.streams()) {
      if (item.streams().contains(stream.name())
          && !stream.stream().fingerprint().equals(Fingerprint.EMPTY)) {
        byte[] bytes = RecordingSink.bytes(capture, stream.name().path());
        sum.addAll(bytes, 0, bytes.length);
      }
    }
    return sum.fingerprint();
  }

  @Test
  void nothingChangedGivesTheSameStates() {
    assertThat(states(capture())).isEqualTo(states(capture()));
  }

  @Test
  void aChangeShows() {
    List<String> before = states(capture());
    change();
    assertThat(states(capture())).isNotEqualTo(before);
  }

  @Test
  void theLiveCountNamesWhatACaptureHas() {
    try (BackupSource source = open()) {
      Capture capture = source.capture(new RecordingSink(), Progress.silent());
      List<String> live = source.live().stream().map(LiveItem::name).toList();
      assertThat(live).containsAll(capture.items().stream().map(Item::name).toList());
    }
  }

  @Test
  void theEstimateIsOfTheRightSize() {
    try (BackupSource source = open()) {
      Capture capture = source.capture(new RecordingSink(), Progress.silent());
      long bytes = capture.streams().stream().mapToLong(stream -> stream.stream().bytes()).sum();
      assertThat(source.estimateBytes()).isBetween(0L, bytes * 2 + 100_000);
    }
  }

  @Test
  void noWriterIsLeftOpen() {
    var sink = new RecordingSink();
    try (BackupSource source = open()) {
      source.capture(sink, Progress.silent());
    }
    assertThat(sink.stillOpen()).isZero();
  }

  @Test
  void progressCountsTheBytes() {
    var counted = new AtomicLong();
    Progress progress =
        new Progress() {
          @Override
          public Phase start(String name, long total, Unit unit) {
            return new Phase() {
              @Override
              public void advance(long units) {
                if (unit == Unit.BYTES) {
                  counted.addAndGet(units);
                }
              }

              @Override
              public void close() {}
            };
          }

          @Override
          public void warn(String message) {}
        };
    try (BackupSource source = open()) {
      source.capture(new RecordingSink(), progress);
    }
    assertThat(counted.get()).isPositive();
  }

  @Test
  void aFailureOfTheSinkPassesThrough() {
    var failure = new IllegalStateException("the sink is full");
    CaptureSink broken =
        shape -> {
          throw failure;
        };
    try (BackupSource source = open()) {
      assertThatThrownBy(() -> source.capture(broken, Progress.silent()))
          .satisfiesAnyOf(
              e -> assertThat(e).isSameAs(failure), e -> assertThat(e).hasRootCause(failure));
    }
    assertThat(capture().items()).isNotEmpty();
  }

  @Test
  void anInterruptedCaptureEndsWithAProblem() {
    try (BackupSource source = open()) {
      var sink = new RecordingSink();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> source.capture(sink, Progress.silent()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.INTERRUPTED));
      assertThat(sink.stillOpen()).isZero();
    } finally {
      Thread.interrupted();
    }
    assertThat(capture().items()).isNotEmpty();
  }

  private Capture capture() {
    try (BackupSource source = open()) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }

  private static List<String> states(Capture capture) {
    return capture.items().stream().map(item -> item.name() + " " + item.state()).toList();
  }
}
