package dev.lifeboat.audit;

import dev.lifeboat.io.DurableLog;
import dev.lifeboat.io.FileException;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The audit log of one state folder. It only grows; each entry has the digest of the line before
 * it. Several processes may write at once. All methods throw {@link FileException}.
 */
public final class AuditLog {
  /** The file's name in the state folder. */
  public static final String FILE = "audit.jsonl";

  private static final String UNKNOWN = "0".repeat(16);

  private final Path file;
  private final DurableLog log;
  private final String host;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param state the state folder; made when the first entry is written
   */
  public AuditLog(Path state, String host, InstantSource clock, RandomGenerator random) {
    this.file = state.resolve(FILE);
    this.log = new DurableLog(file);
    this.host = host;
    this.clock = clock;
    this.random = random;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Appends an entry, which is on the disk when this returns its head. */
  public AuditHead add(Event event) {
    return append(_ -> event);
  }

  /** Appends a checkpoint that vouches for everything before it. */
  public AuditHead sign(SigningKey key) {
    return append(
        head ->
            new Event.Checkpoint(
                key.fingerprint(),
                new String(key.sign(Line.toSign(head)), StandardCharsets.US_ASCII)));
  }

  private AuditHead append(Function<AuditHead, Event> event) {
    List<AuditHead> heads = new ArrayList<>();
    log.append(
        tail -> {
          List<String> lines = new ArrayList<>();
          heads.add(extended(tail, event, lines));
          return lines;
        });
    return heads.getLast();
  }

  /** Adds what comes after the tail to the lines, and gives the head then. */
  private AuditHead extended(
      DurableLog.Tail tail, Function<AuditHead, Event> event, List<String> lines) {
    AuditHead head;
    if (tail.last().isEmpty()) {
      String id = HexFormat.of().formatHex(bytes());
      String first =
          Line.print(
              new Entry(
                  1,
                  clock.instant(),
                  Entry.NOTHING,
                  new Event.Opened(id, host, String.valueOf(file.toAbsolutePath().getParent()))));
      lines.add(first);
      head = new AuditHead(id, 1, Line.digest(first));
    } else {
      head = head(tail.first().orElseThrow(), tail.last().get());
      boolean whole = Line.parse(tail.last().get()).isPresent();
      if (!whole) {
        head = next(head, new Event.Torn(), lines);
      }
    }
    return next(head, event.apply(head), lines);
  }

  private byte[] bytes() {
    byte[] id = new byte[8];
    random.nextBytes(id);
    return id;
  }

  private AuditHead next(AuditHead head, Event event, List<String> lines) {
    String line = Line.print(new Entry(head.entry() + 1, clock.instant(), head.sha256(), event));
    lines.add(line);
    return new AuditHead(head.log(), head.entry() + 1, Line.digest(line));
  }

  /** The head, by the first and the last line. */
  private AuditHead head(String first, String last) {
    Digest digest = Line.digest(last);
    long number = Line.parse(last).map(Entry::number).orElseGet(this::count);
    return new AuditHead(id(first), number, digest);
  }

  private long count() {
    long[] count = {0};
    log.read(_ -> count[0]++);
    return count[0];
  }

  /** The id in a log's first line; zeros if that was damaged. */
  static String id(String first) {
    return Line.parse(first)
        .map(Entry::event)
        .filter(Event.Opened.class::isInstance)
        .map(opened -> ((Event.Opened) opened).log())
        .filter(id -> id.matches("[0-9a-f]{16}"))
        .orElse(UNKNOWN);
  }

  /** How far the log has come; empty if there is none. */
  public Optional<AuditHead> head() {
    DurableLog.Tail tail = log.tail();
    return tail.last().map(last -> head(tail.first().orElseThrow(), last));
  }

  /** All lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    log.read(lines::add);
    return lines;
  }
}
