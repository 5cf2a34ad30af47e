package dev.lifeboat.ledger;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
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
import java.util.stream.Stream;

/** The runs on this host, a file of lines each, in a folder that only its owner can read. */
public final class Ledger {
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final InstantSource clock;

  /**
   * @param state where the host keeps its state
   */
  public Ledger(Path state, InstantSource clock) {
    this.folder = state.resolve("runs");
    this.clock = clock;
  }

  /** Starts a run; {@code people} is told what is written down. */
  public Run start(RunKind kind, String stack, Progress people) {
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    long pid = ProcessHandle.current().pid();
    String id = Moments.compact(clock.instant()) + "-" + pid + "-" + kind;
    return new Run(new LineLog(folder.resolve(id + SUFFIX)), clock, people, kind, stack, pid);
  }

  /** The ids of all runs, the newest first. */
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
      throw FileException.cannot("read", folder, e);
    }
  }

  /** A run, or empty if there is none of this id, or nothing of it could be read. */
  public Optional<RunRecord> read(String id) {
    List<RunEvent> events = new ArrayList<>();
    new LineLog(folder.resolve(id + SUFFIX)).read(line -> events.add(RunEventJson.parse(line)));
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
}
