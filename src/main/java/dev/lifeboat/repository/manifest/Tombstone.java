package dev.lifeboat.repository.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code tombstones/<prune>.json} says: a prune is about to remove these backups, and every
 * object that no other backup names.
 *
 * @param prune its name, in the form of a backup's
 * @param host on which host, for people
 * @param startedAt when, by that host's clock
 * @param process by which process of that host, in words of that host
 * @param removes which backups
 */
public record Tombstone(
    BackupId prune,
    String host,
    Instant startedAt,
    Optional<String> process,
    Set<BackupId> removes) {
  private static final String WHAT = "tombstone";

  public Tombstone {
    removes = Set.copyOf(removes);
  }

  /** The bytes to be stored. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("prune", prune.value()).put("host", host).put("startedAt", startedAt.toString());
    process.ifPresent(words -> json.put("process", words));
    ArrayNode list = json.putArray("removes");
    removes.stream().sorted().forEach(backup -> list.add(backup.value()));
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file.
   *
   * @throws FormatException if it is none of this format
   */
  public static Tombstone parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () -> {
          List<String> removes = json.texts("removes");
          return new Tombstone(
              new BackupId(json.text("prune")),
              json.text("host"),
              json.instant("startedAt"),
              json.optionalText("process"),
              removes.stream().map(BackupId::new).collect(Collectors.toSet()));
        });
  }
}
