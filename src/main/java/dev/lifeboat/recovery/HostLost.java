package dev.lifeboat.recovery;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.PhaseTime;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A new, empty server: the stack's files are put where they were, then it is as if all volumes were
 * deleted. Files that are there are never overwritten.
 */
public final class HostLost {
  /** What this kind of accident is called. */
  public static final String KIND = "host";

  private static final int OTHERS_READ = 0004;

  private final Scene scene;
  private final List<StackFile> files;
  private final VolumeDeleted rest;

  /**
   * @param files the stack's files, as the backup has them
   */
  public HostLost(Scene scene, List<StackFile> files) {
    this.scene = scene;
    this.files =
        files.stream().filter(file -> file.facts().role() != FileRole.CONFIGURATION).toList();
    this.rest = new VolumeDeleted(scene);
  }

  /** Looks at what there is; changes nothing. */
  public RecoveryPlan plan() {
    // Files that are gone are put back, so they are no reason to refuse.
    RecoveryPlan volumes =
        rest.plan(files.stream().map(file -> file.facts().path()).collect(Collectors.toSet()));
    List<RestoreStep> steps = new ArrayList<>();
    List<String> warnings = new ArrayList<>(volumes.warnings());
    for (StackFile file : files) {
      String path = file.facts().path();
      if (isAbsent(file)) {
        steps.add(new RestoreStep("put '%s' back".formatted(path), false));
      } else if (isOther(file)) {
        warnings.add("file '%s' is another one than in the backup, and stays".formatted(path));
      }
    }
    steps.addAll(volumes.steps());
    List<Problem> refusals = new ArrayList<>(damaged(files));
    refusals.addAll(volumes.refusals());
    return new RecoveryPlan(
        KIND,
        scene.stack(),
        volumes.findings(),
        volumes.backup(),
        volumes.moment(),
        steps,
        warnings,
        volumes.otherImages(),
        refusals);
  }

  /** Nothing is put where it was that isn't what it was. */
  static List<Problem> damaged(List<StackFile> files) {
    return files.stream()
        .filter(file -> !file.isWhole())
        .map(
            file ->
                Problem.of(
                    Code.CONTENT_MISMATCH,
                    "file '%s' in the backup is not what was recorded: its SHA-256 is %s, and was %s"
                        .formatted(
                            file.facts().path(),
                            StackFile.sha256(file.content()),
                            file.facts().sha256()),
                    "take another backup: lifeboat list"))
        .toList();
  }

  private static boolean isAbsent(StackFile file) {
    return !Files.exists(Path.of(file.facts().path()), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOther(StackFile file) {
    try {
      return !StackFile.sha256(Files.readAllBytes(Path.of(file.facts().path())))
          .equals(file.facts().sha256());
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Does it.
   *
   * @throws ProblemException the plan's refusals, and what goes wrong
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Phases phases = new Phases(scene.clock(), scene.progress());
    List<String> done = new ArrayList<>();
    phases.run("files", () -> putBack(done));
    RecoveryPlan volumes = rest.plan();
    RecoveryReport report = rest.execute(volumes);
    done.addAll(report.done());
    List<PhaseTime> times = new ArrayList<>(phases.times());
    times.addAll(report.phases());
    return new RecoveryReport(
        plan,
        done,
        report.restores(),
        times,
        phases.took().plus(report.took()),
        report.signs(),
        plan.warnings());
  }

  private void putBack(List<String> done) {
    for (StackFile file : files) {
      if (isAbsent(file)) {
        put(file);
        done.add("put '%s' back".formatted(file.facts().path()));
      }
    }
  }

  /** Puts a file where it was; nobody may read it who couldn't before. */
  public static void put(StackFile file) {
    Path path = Path.of(file.facts().path());
    Optional.ofNullable(path.getParent())
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(folder -> DurableFiles.createFolders(folder, FileMode.READABLE));
    // A group of the lost host may be another one here. Variables hold passwords, whoever may have
    // read them there.
    boolean open =
        (file.facts().mode() & OTHERS_READ) != 0 && file.facts().role() != FileRole.ENVIRONMENT;
    DurableFiles.create(
        path, open ? FileMode.READABLE : FileMode.PRIVATE, FileBody.of(file.content()));
  }
}
