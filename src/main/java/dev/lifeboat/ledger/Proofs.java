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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which backups were found good on this host, how deep and when: one file of lines. */
public final class Proofs {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

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
    DurableFiles.createFolders(state, FileMode.PRIVATE);
    log.append(
        MAPPER.writeValueAsString(
            MAPPER
                .createObjectNode()
                .put("at", proof.at().toString())
                .put("backup", proof.backup())
                .put("level", proof.level().name().toLowerCase(Locale.ROOT))
                .put("bytes", proof.bytes())
                .put("seconds", proof.took().toMillis() / 1000.0)));
  }

  /**
   * The deepest proof of each backup, the newest of those, by the backup's id.
   *
   * @throws FileException if they can't be read
   */
  public Map<String, Proof> deepest() {
    Map<String, Proof> deepest = new HashMap<>();
    log.read(line -> deepest.merge(parse(line).backup(), parse(line), Proofs::deeper));
    return deepest;
  }

  /** The newest restore that was a proof: it tells how fast restores are. */
  public static Optional<Proof> newestRestore(Collection<Proof> proofs) {
    return proofs.stream()
        .filter(proof -> proof.level() == Level.RESTORE)
        .max(Comparator.comparing(Proof::at));
  }

  private static Proof deeper(Proof earlier, Proof later) {
    return later.level().compareTo(earlier.level()) >= 0 ? later : earlier;
  }

  private static Proof parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      return new Proof(
          json.path("backup").asString(""),
          Level.valueOf(json.path("level").asString("").toUpperCase(Locale.ROOT)),
          Instant.parse(json.path("at").asString("")),
          json.path("bytes").asLong(0),
          Duration.ofMillis(Math.round(json.path("seconds").asDouble(0) * 1000)));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("not a proof", e);
    }
  }
}
