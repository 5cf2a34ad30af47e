package dev.lifeboat.ledger;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.units.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The runs on this host, a file of lines each, in a folder that only its owner can read. */
public final class Ledger {
  private static final String SUFFIX = ".jsonl";
  private static final String REMEDY =
      "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder";

  private final Path state;
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param state where the host keeps its state
   */
  public Ledger(Path state, InstantSource clock) {
    this.state = state;
    this.folder = state.resolve("runs");
    this.clock = clock;
  }

  /**
   * Starts a run; {@code people} is told what is written down, and warned once if it can't be: that
   * is no reason not to make a backup.
   */
  public Run start(RunKind kind, String stack, Progress people) {
    AtomicBoolean warned = new AtomicBoolean();
    Consumer<FileException> lost =
        failure -> {
          if (warned.compareAndSet(false, true)) {
            people.warn("'lifeboat watch' can't show this run: " + fact(failure) + "; " + REMEDY);
          }
        };
    try {
      DurableFiles.createFolders(folder, FileMode.PRIVATE);
    } catch (FileException e) {
      lost.accept(e);
    }
    long pid = ProcessHandle.current().pid();
    String id = Moments.compact(clock.instant()) + "-" + pid + "-" + kind;
    Run run = new Run(new LineLog(folder.resolve(id + SUFFIX)), clock, people, lost);
    run.begin(kind, stack, pid);
    return run;
  }

  /**
   * The ids of all runs, the newest first.
   *
   * @throws dev.lifeboat.problem.ProblemException of code {@link Code#STATE_UNUSABLE}
   */
  public List<String> ids() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unusable(FileException.cannot("read", folder, e));
    }
  }

  /**
   * A run, or empty if there is none of this id, or nothing of it makes sense.
   *
   * @throws dev.lifeboat.problem.ProblemException of code {@link Code#STATE_UNUSABLE}
   */
  public Optional<RunRecord> read(String id) {
    List<RunEvent> events = new ArrayList<>();
    try {
      new LineLog(folder.resolve(id + SUFFIX)).read(line -> events.add(RunEventJson.parse(line)));
    } catch (FileException e) {
      throw unusable(e);
    }
    return events.isEmpty() || !(events.getFirst() instanceof RunEvent.Started)
        ? Optional.empty()
        : Optional.of(new RunRecord(id, events));
  }

  /** The newest run of a kind that ended well. */
  public Optional<RunRecord> newestGood(RunKind kind) {
    return ids().stream()
        .filter(id -> id.endsWith("-" + kind))
        .flatMap(id -> read(id).stream())
        .filter(run -> run.ended().map(ended -> ended.exit() == 0).orElse(false))
        .findFirst();
  }

  private ProblemException unusable(FileException failure) {
    return Problem.of(Code.STATE_UNUSABLE, fact(failure), REMEDY).causedBy(failure);
  }

  private String fact(FileException failure) {
    boolean taken = Files.exists(state) && !Files.isDirectory(state);
    return "the folder '%s' for what this host remembers can't be used: %s"
        .formatted(state, taken ? "it is a file" : failure.getMessage());
  }
}
