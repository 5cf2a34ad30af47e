package dev.lifeboat.ledger;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.verify.Level;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which backups were found good or damaged on this host, how deep and when: one file of lines. */
public final class Proofs {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The name of a failure's level. */
  private static final String FAILED = "failed";

  /** So many lines more than are needed are no reason to write all of them again. */
  private static final int SLACK = 500;

  private final Path state;
  private final LineLog log;

  /**
   * @param state where the host keeps its state
   */
  public Proofs(Path state) {
    this.state = state;
    this.log = new LineLog(state.resolve("proofs.jsonl"));
  }

  /**
   * Remembers one.
   *
   * @throws FileException if it can't be written down
   */
  public void add(Proof proof) {
    append(json(proof));
  }

  private static JsonNode json(Proof proof) {
    return MAPPER
        .createObjectNode()
        .put("at", proof.at().toString())
        .put("backup", proof.backup())
        .put("level", proof.level().name().toLowerCase(Locale.ROOT))
        .put("bytes", proof.bytes())
        .put("seconds", proof.took().toMillis() / 1000.0);
  }

  /**
   * Remembers that one was found damaged. Its line has no level, so that a Lifeboat that doesn't
   * know of failures passes it over instead of taking it for a proof.
   *
   * @throws FileException if it can't be written down
   */
  public void add(Failure failure) {
    append(json(failure));
  }

  private static JsonNode json(Failure failure) {
    return MAPPER
        .createObjectNode()
        .put("at", failure.at().toString())
        .put("backup", failure.backup())
        .put(FAILED, failure.level().name().toLowerCase(Locale.ROOT));
  }

  private void append(JsonNode line) {
    DurableFiles.createFolders(state, FileMode.PRIVATE);
    log.append(print(line));
  }

  /**
   * What was found, by what came last.
   *
   * @throws FileException if it can't be read
   */
  public Verdicts verdicts() {
    AtomicLong lines = new AtomicLong();
    Verdicts.Gathering gathering = new Verdicts.Gathering();
    log.read(
        line -> {
          lines.incrementAndGet();
          parse(line, gathering);
        });
    Verdicts verdicts = gathering.verdicts();
    if (lines.get() > 2L * (verdicts.proofs().size() + verdicts.failures().size()) + SLACK) {
      compact();
    }
    return verdicts;
  }

  /** What came last is all that counts. Who can't write here can read all the same. */
  private void compact() {
    try {
      log.compact(
          all -> {
            Verdicts.Gathering now = new Verdicts.Gathering();
            for (String line : all) {
              try {
                parse(line, now);
              } catch (IllegalArgumentException e) {
                // torn
              }
            }
            List<String> kept = new ArrayList<>();
            now.verdicts().proofs().values().forEach(proof -> kept.add(print(json(proof))));
            now.verdicts().failures().values().forEach(failure -> kept.add(print(json(failure))));
            return kept;
          });
    } catch (FileException e) {
      // It stays as long as it is.
    }
  }

  private static String print(JsonNode line) {
    return MAPPER.writeValueAsString(line);
  }

  /** The newest restore that was a proof: it tells how fast restores are. */
  public static Optional<Proof> newestRestore(Collection<Proof> proofs) {
    return proofs.stream()
        .filter(proof -> proof.level() == Level.RESTORE)
        .max(Comparator.comparing(Proof::at));
  }

  private static void parse(String line, Verdicts.Gathering gathering) {
    try {
      JsonNode json = MAPPER.readTree(line);
      String backup = json.path("backup").asString("");
      Instant at = Instant.parse(json.path("at").asString(""));
      if (json.has(FAILED)) {
        gathering.add(new Failure(backup, level(json, FAILED), at));
        return;
      }
      gathering.add(
          new Proof(
              backup,
              level(json, "level"),
              at,
              json.path("bytes").asLong(0),
              Duration.ofMillis(Math.round(json.path("seconds").asDouble(0) * 1000))));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("neither a proof nor a failure", e);
    }
  }

  private static Level level(JsonNode json, String name) {
    return Level.valueOf(json.path(name).asString("").toUpperCase(Locale.ROOT));
  }
}
