package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.UndoPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was kept for an undo is gone or another, as after {@code docker volume prune --all}. */
class VolumeUndoIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir private Path state;
  private VolumeBench bench;
  private VolumeContent good;
  private Optional<Instant> startedAt = Optional.empty();

  @BeforeEach
  void restored() {
    bench = new VolumeBench(DOCKER.engine(), DOCKER.name("shop"), state);
    bench.create();
    bench.fill(VolumeSample.good());
    StoredStreams backup = bench.capture();
    good = bench.content();
    bench.fill(VolumeSample.spoilt());
    bench.serve(DOCKER.image(TestImage.BUSYBOX));
    var _ = bench.restore(backup, VolumeBench.request());
    startedAt = bench.web().startedAt();
  }

  @AfterEach
  void clear() {
    bench.clear();
  }

  @Test
  void whatIsNotKeptIsNotTakenBack() {
    VolumeTarget target = bench.target(_ -> {});
    UndoPlan plan = target.planUndo().orElseThrow();
    bench.fill(bench.kept().getFirst(), VolumeSample.good());
    refused(() -> target.undo(plan, Progress.silent()));
    DOCKER.engine().removeVolume(bench.kept().getFirst(), true);
    refused(() -> target.undo(plan, Progress.silent()));
    refused(target::planUndo);
    assertThat(bench.web().startedAt()).as("nothing was stopped").isEqualTo(startedAt);
    untouched();
  }

  private static void refused(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.RESTORE_REFUSED));
  }

  @Test
  void anUndoThatCanNotBeCompletedIsTakenBack() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.UNDO_WRITING) {
                bench.fill(
                    Tars.of(
                        List.of(Tars.folder("."), Tars.file("half", "of it")),
                        TarArchiveOutputStream.LONGFILE_POSIX));
                bench.kept().stream()
                    .filter(name -> name.startsWith("lifeboat-kept-"))
                    .forEach(name -> DOCKER.engine().removeVolume(name, true));
              }
            });
    UndoPlan plan = target.planUndo().orElseThrow();
    assertThatThrownBy(() -> target.undo(plan, Progress.silent()))
        .hasMessageContaining("which kept it, was removed");
    writeStuckJournal();
    assertThatThrownBy(bench::recover)
        .as("another one that can't be settled keeps nobody from it")
        .hasMessageContaining("can't be brought back");
    untouched();
    assertThat(bench.recover()).as("by now it can").anyMatch(words -> words.contains("000000"));
    assertThat(bench.recover()).isEmpty();
  }

  @Test
  void whatWasCopiedAsideStaysUntilTheJournalSaysThatNobodyNeedsIt() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.UNDO_KEPT || point == VolumePoint.RETREATED) {
                throw new IllegalStateException("the power goes");
              }
            });
    UndoPlan plan = target.planUndo().orElseThrow();
    assertThatThrownBy(() -> target.undo(plan, Progress.silent())).hasMessage("the power goes");
    assertThat(bench.kept()).anyMatch(name -> name.startsWith("lifeboat-undone-"));
    assertThat(new VolumeJournals(state).all())
        .singleElement()
        .satisfies(record -> assertThat(record.state()).isEqualTo(VolumeRestoreState.DONE));
    var _ = bench.recover();
    assertThat(bench.kept()).singleElement().asString().startsWith("lifeboat-kept-");
    assertThat(bench.content()).isEqualTo(good);
    assertThat(bench.runs()).isTrue();
    assertThat(bench.target(_ -> {}).planUndo()).isPresent();
  }

  @Test
  void whoLooksIntoWhatWasCopiedAsideHoldsNothingUp() {
    VolumeTarget target =
        bench.target(
            point -> {
              if (point == VolumePoint.UNDO_WRITING) {
                bench.kept().stream()
                    .filter(name -> name.startsWith("lifeboat-undone-"))
                    .forEach(this::lookInto);
                bench.kept().stream()
                    .filter(name -> name.startsWith("lifeboat-kept-"))
                    .forEach(name -> DOCKER.engine().removeVolume(name, true));
              }
            });
    UndoPlan plan = target.planUndo().orElseThrow();
    assertThatThrownBy(() -> target.undo(plan, Progress.silent()))
        .isInstanceOf(ProblemException.class);
    assertThat(bench.recover()).isNotEmpty();
    assertThat(bench.content()).isEqualTo(good);
    assertThat(bench.runs()).isTrue();
    DOCKER.engine().remove(bench.name("looker"), true);
    assertThat(bench.recover()).isEmpty();
    assertThat(bench.kept()).isEmpty();
  }

  private void lookInto(String volume) {
    var _ =
        DOCKER
            .engine()
            .create(
                NewContainer.of(bench.name("looker"), DOCKER.image(TestImage.BUSYBOX))
                    .withMounts(List.of(Mount.volume(volume, "/looked"))));
  }

  private void writeStuckJournal() {
    VolumeJournals journals = new VolumeJournals(state);
    VolumeRestoreRecord record = journals.all().getFirst();
    RestoredVolume volume = record.volumes().getFirst().keptAs("lifeboat-kept-none", good);
    journals.write(
        new VolumeRestoreRecord(
            "000000",
            record.stack(),
            record.engine(),
            record.backup(),
            VolumeRestoreState.WRITING,
            record.begun(),
            record.keepOld(),
            Optional.empty(),
            Optional.empty(),
            List.of(volume)));
  }

  private void untouched() {
    assertThat(bench.content()).isEqualTo(good);
    assertThat(bench.kept()).isEmpty();
    assertThat(bench.runs()).isTrue();
  }
}
