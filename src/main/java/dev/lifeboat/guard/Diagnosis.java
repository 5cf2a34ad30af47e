package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is wrong with a MongoDB that doesn't start, by how its process ended and by what it wrote
 * last.
 *
 * @param verdict all of it in one word
 * @param findings what it rests on, in words for people
 */
public record Diagnosis(Verdict verdict, List<String> findings) {
  /** What is wrong. */
  public enum Verdict {
    /** The files are damaged: only a backup, or a repair that loses data, helps. */
    CORRUPT,
    /** The files are of another version of MongoDB; nothing is damaged. */
    OTHER_VERSION,
    /** It didn't start, and nothing says that files are damaged. */
    FAILED,
    /** It runs, and nothing says otherwise. */
    WELL
  }

  /** MongoDB's own: it gave up on an error that it can't recover from. */
  private static final int FATAL = 14;

  /** MongoDB's own: the files need another version. */
  private static final int VERSION = 62;

  /** MongoDB's own: an exception that nobody caught, such as when the files are in use. */
  private static final int UNCAUGHT = 100;

  /** A shell's word for a process that called abort(), as WiredTiger does when it panics. */
  private static final int ABORTED = 134;

  private static final int KILLED = 137;

  /** Each start of a server writes this first. */
  private static final String START = "\"id\":4615611,";

  /** A trace of a log, and what it means. */
  private record Sign(Pattern pattern, String meaning) {
    static Sign of(String pattern, String meaning) {
      return new Sign(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), meaning);
    }

    boolean in(String log) {
      return pattern.matcher(log).find();
    }
  }

  /** Each looks like damage to MongoDB, and is none. */
  private static final List<Sign> HINDRANCES =
      List.of(
          Sign.of("no space left on device", "there is no room left"),
          Sign.of("permission denied|operation not permitted", "it may not read its files"),
          Sign.of("read-only file system", "the file system is read-only"),
          Sign.of("DBPathInUse|unable to lock the lock file", "another server has its files"),
          Sign.of("address already in use", "another server has its port"));

  private static final List<Sign> DAMAGES =
      List.of(
          Sign.of("WT_TRY_SALVAGE", "WiredTiger found its metadata damaged (WT_TRY_SALVAGE)"),
          Sign.of("checksum error|checksum mismatch", "a block of a file has the wrong checksum"),
          Sign.of("does not appear to be a (WiredTiger|BTree) file", "a file isn't WiredTiger's"),
          Sign.of("may be due to data corruption", "a table can't be opened: data corruption"),
          Sign.of(
              "storage engine metadata file|InvalidBSON",
              "the storage engine's own file is damaged"),
          Sign.of(
              "cursor not found.{0,300}no such file|\\.wt.{0,80}no such file", "a file is missing"),
          Sign.of("WT_PANIC", "WiredTiger gave up (WT_PANIC)"),
          Sign.of("WiredTiger error", "WiredTiger reports an error"));

  private static final List<Sign> VERSIONS =
      List.of(
          Sign.of(
              "featureCompatibilityVersion.{0,200}(invalid|UPGRADE PROBLEM)|UPGRADE PROBLEM",
              "the files are of another version of MongoDB"),
          Sign.of(
              "unsupported WiredTiger file version|incompatible (data )?files?",
              "the files are of another version of MongoDB"));

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at a container.
   *
   * @param log its last lines, of several starts perhaps
   */
  public static Diagnosis of(Container container, String log) {
    List<String> findings = new ArrayList<>();
    int code = container.exitCode();
    // One that runs may have logged what it has got over since.
    if (container.state() == ContainerState.RUNNING || container.state() == ContainerState.PAUSED) {
      return new Diagnosis(Verdict.WELL, findings);
    }
    findings.add(
        "container '%s' %s, exit code %d%s"
            .formatted(
                container.name(),
                container.state() == ContainerState.RESTARTING
                    ? "restarts again and again"
                    : "doesn't run",
                code,
                meaning(code)));
    String last = lastStart(log);
    List<String> hindrances = found(HINDRANCES, last);
    List<String> damages = found(DAMAGES, last);
    List<String> versions = found(VERSIONS, last);
    hindrances.forEach(findings::add);
    versions.stream().distinct().forEach(findings::add);
    damages.forEach(findings::add);
    return new Diagnosis(
        verdict(code, !hindrances.isEmpty(), !versions.isEmpty(), !damages.isEmpty()), findings);
  }

  private static String lastStart(String log) {
    int start = log.lastIndexOf(START);
    return start < 0 ? log : log.substring(start);
  }

  private static List<String> found(List<Sign> signs, String log) {
    return signs.stream()
        .filter(sign -> sign.in(log))
        .map(sign -> "its log says: " + sign.meaning())
        .toList();
  }

  private static Verdict verdict(int code, boolean hindered, boolean version, boolean damaged) {
    if (code == VERSION) {
      return Verdict.OTHER_VERSION;
    }
    if (hindered) {
      return Verdict.FAILED;
    }
    if (version) {
      return Verdict.OTHER_VERSION;
    }
    if (code != 0 && (damaged || code == FATAL)) {
      return Verdict.CORRUPT;
    }
    return code == 0 ? Verdict.WELL : Verdict.FAILED;
  }

  private static String meaning(int code) {
    return switch (code) {
      case FATAL -> " (an error that it can't recover from)";
      case VERSION -> " (its files need another version of MongoDB)";
      case UNCAUGHT -> " (it could not start)";
      case ABORTED -> " (it aborted)";
      case KILLED -> " (it was killed)";
      default -> "";
    };
  }
}
