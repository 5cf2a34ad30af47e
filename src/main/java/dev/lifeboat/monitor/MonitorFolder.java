package dev.lifeboat.monitor;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a host's monitor remembers of a stack: since when things are as they are, its room, what was
 * found last, and when the daemon was last seen alive.
 */
public final class MonitorFolder {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** No sample is taken sooner after another. */
  private static final Duration BETWEEN = Duration.ofMinutes(10);

  private static final Duration KEPT = Duration.ofDays(60);
  private static final int MOST = 20_000;

  private final Path folder;
  private final Path since;
  private final Path last;
  private final Path beat;
  private final LineLog room;

  /**
   * Nothing is made before something is written.
   *
   * @param state where the host keeps its state
   */
  public MonitorFolder(Path state, String stack) {
    this.folder = state.resolve("monitor");
    this.since = folder.resolve(stack + ".since.json");
    this.last = folder.resolve(stack + ".last.json");
    this.beat = folder.resolve(stack + ".beat");
    this.room = new LineLog(folder.resolve(stack + ".room.jsonl"));
  }

  /**
   * What was written last. What can't be understood counts as nothing: the next look writes it
   * anew.
   *
   * @throws FileException if it can't be read
   */
  public Chronicle chronicle() {
    try {
      Map<String, Chronicle.Entry> entries = new HashMap<>();
      for (Map.Entry<String, JsonNode> each :
          MAPPER.readTree(Files.readAllBytes(since)).properties()) {
        entries.put(
            each.getKey(),
            new Chronicle.Entry(
                State.valueOf(each.getValue().path("state").asString("")),
                Instant.parse(each.getValue().path("since").asString(""))));
      }
      return new Chronicle(entries);
    } catch (NoSuchFileException | JacksonException e) {
      return Chronicle.EMPTY;
    } catch (DateTimeException | IllegalArgumentException e) {
      return Chronicle.EMPTY;
    } catch (IOException e) {
      throw FileException.cannot("read", since, e);
    }
  }

  /**
   * Remembers it.
   *
   * @throws FileException if it can't be written
   */
  public void remember(Chronicle chronicle) {
    ObjectNode json = MAPPER.createObjectNode();
    chronicle
        .entries()
        .forEach(
            (key, entry) ->
                json.putObject(key)
                    .put("state", entry.state().name())
                    .put("since", entry.since().toString()));
    byte[] bytes = MAPPER.writeValueAsBytes(json);
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    DurableFiles.replace(since, FileMode.PRIVATE, out -> out.write(bytes));
  }

  /**
   * What was found last; empty if nobody looked yet, or it can't be understood.
   *
   * @throws FileException if it can't be read
   */
  public Optional<MonitorReport> last() {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(last), MonitorReport.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", last, e);
    }
  }

  /**
   * Remembers it.
   *
   * @throws FileException if it can't be written
   */
  public void remember(MonitorReport report) {
    byte[] bytes = MAPPER.writeValueAsBytes(report);
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    DurableFiles.replace(last, FileMode.PRIVATE, out -> out.write(bytes));
  }

  /**
   * When the daemon gave its last sign of life; empty if it never did.
   *
   * @throws FileException if it can't be read
   */
  public Optional<Instant> beat() {
    try {
      return Optional.of(Instant.parse(Files.readString(beat).strip()));
    } catch (NoSuchFileException | DateTimeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", beat, e);
    }
  }

  /**
   * A sign of life.
   *
   * @throws FileException if it can't be written
   */
  public void beat(Instant now) {
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    DurableFiles.replace(
        beat, FileMode.PRIVATE, out -> out.write(now.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * How much was free, the oldest first.
   *
   * @throws FileException if it can't be read
   */
  public List<Room.Sample> samples() {
    List<Room.Sample> samples = new ArrayList<>();
    room.read(line -> samples.add(parse(line)));
    return samples;
  }

  /**
   * Remembers how much is free, unless it did so a moment ago.
   *
   * @throws FileException if it can't be written
   */
  public void remember(Room.Sample sample) {
    List<Room.Sample> before = samples();
    if (!before.isEmpty()
        && Duration.between(before.getLast().at(), sample.at()).abs().compareTo(BETWEEN) < 0) {
      return;
    }
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    room.append(print(sample));
    if (before.size() >= MOST) {
      room.compact(lines -> kept(lines, sample.at().minus(KEPT)));
    }
  }

  private static List<String> kept(List<String> lines, Instant from) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      try {
        if (parse(line).at().isAfter(from)) {
          kept.add(line);
        }
      } catch (IllegalArgumentException e) {
        // torn
      }
    }
    return kept;
  }

  private static String print(Room.Sample sample) {
    return MAPPER.writeValueAsString(
        MAPPER.createObjectNode().put("at", sample.at().toString()).put("free", sample.free()));
  }

  private static Room.Sample parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      return new Room.Sample(
          Instant.parse(json.path("at").asString("")), json.path("free").asLong(0));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("no sample", e);
    }
  }
}
