package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreTarget;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RestoreCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private final CapturedStreams backup =
      RecordedStreams.of(
          new Capture(
              new Consistency.Live(NOW, NOW),
              List.of(item("shop.orders"), item("shop.users")),
              List.of(),
              Map.of("version", "7.0.2"),
              List.of(),
              List.of()));
  private boolean closed;

  private static Item item(String name) {
    return new Item(
        name,
        "collection",
        Optional.of(Fingerprint.EMPTY),
        1,
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private static ItemProof proof(String name) {
    return new ItemProof(
        name,
        "collection",
        Optional.of(Fingerprint.EMPTY),
        Optional.of(Fingerprint.EMPTY),
        List.of(),
        Optional.empty());
  }

  private RestoreProof check(Supplier<List<ItemProof>> restore, long room) {
    return new RestoreCheck(new Servers(restore, room), InstantSource.fixed(NOW), Progress.silent())
        .run(backup);
  }

  @Test
  void whatDidNotComeBackIsAFinding() {
    RestoreProof proof = check(() -> List.of(proof("shop.orders")), Long.MAX_VALUE);
    assertThat(proof.findings())
        .extracting(Problem::message)
        .containsExactly("'shop.users' is in the backup and didn't come back");
    assertThat(closed).isTrue();
  }

  @Test
  void anotherVersionIsSaid() {
    RestoreProof proof =
        check(() -> List.of(proof("shop.orders"), proof("shop.users")), Long.MAX_VALUE);
    assertThat(proof.holds()).isTrue();
    assertThat(proof.sourceVersion()).contains("7.0.2");
    assertThat(proof.warnings())
        .singleElement()
        .asString()
        .startsWith("the backup is of MongoDB 7.0.2, and was restored into 6.0.5");
  }

  @Test
  void damageIsAFindingAndTroubleOfTheHostIsNot() {
    RestoreProof proof = check(() -> fail(Code.OBJECT_CORRUPT), Long.MAX_VALUE);
    assertThat(proof.findings()).extracting(Problem::code).containsExactly(Code.OBJECT_CORRUPT);
    assertThat(closed).isTrue();
    closed = false;
    assertThatThrownBy(() -> check(() -> fail(Code.INTERRUPTED), Long.MAX_VALUE))
        .isInstanceOf(ProblemException.class);
    assertThat(closed).isTrue();
  }

  private static List<ItemProof> fail(Code code) {
    throw Problem.of(code, "no").exception();
  }

  @Test
  void roomIsLookedAtFirst() {
    assertThatThrownBy(() -> check(() -> fail(Code.INTERNAL), 1000))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.ROOM_TOO_SMALL);
              assertThat(e).hasMessageContaining("'/var/tmp' has 1.0 kB");
            });
  }

  private final class Servers implements Throwaways {
    private final Supplier<List<ItemProof>> restore;
    private final long room;

    Servers(Supplier<List<ItemProof>> restore, long room) {
      this.restore = restore;
      this.room = room;
    }

    @Override
    public Path folder() {
      return Path.of("/var/tmp");
    }

    @Override
    public long room() {
      return room;
    }

    @Override
    public Throwaway start(Progress progress) {
      return new Throwaway() {
        @Override
        public String product() {
          return "MongoDB 6.0.5";
        }

        @Override
        public String version() {
          return "6.0.5";
        }

        @Override
        public RestoreTarget target() {
          return new Target(restore);
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  /** Restores nothing, and says what it was told to. */
  private record Target(Supplier<List<ItemProof>> restore) implements RestoreTarget {
    @Override
    public List<Problem> halfRestored() {
      return List.of();
    }

    @Override
    public Set<StreamName> check(CapturedStreams from, RestoreRequest request) {
      return Set.of();
    }

    @Override
    public List<String> recover(Progress progress) {
      return List.of();
    }

    @Override
    public RestorePlan plan(CapturedStreams from, RestoreRequest request) {
      return new RestorePlan(
          from.backup(),
          "here",
          request,
          List.of(),
          List.of(),
          NOW,
          Optional.empty(),
          0,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());
    }

    @Override
    public RestoreResult restore(RestorePlan plan, CapturedStreams from, Progress progress) {
      return new RestoreResult("1", restore.get(), List.of(), Optional.empty(), List.of());
    }

    @Override
    public Optional<UndoPlan> planUndo() {
      return Optional.empty();
    }

    @Override
    public UndoResult undo(UndoPlan plan, Progress progress) {
      throw new IllegalStateException("nothing was restored");
    }

    @Override
    public void close() {}
  }
}
