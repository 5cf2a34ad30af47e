package dev.lifeboat.repository.manifest;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code pending/<backup>.json} says: a backup is being made, and may use any object that was
 * there when it began.
 *
 * @param backup which backup
 * @param host on which host, for people
 * @param startedAt when, by that host's clock
 * @param process by which process of that host, in words of that host
 */
public record Pending(BackupId backup, String host, Instant startedAt, Optional<String> process) {
  private static final String WHAT = "pending backup";

  /** The bytes to be stored. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("backup", backup.value()).put("host", host);
    json.put("startedAt", startedAt.toString()).put("reuses", "any");
    process.ifPresent(words -> json.put("process", words));
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file.
   *
   * @throws FormatException if it is none of this format
   */
  public static Pending parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new Pending(
                new BackupId(json.text("backup")),
                json.text("host"),
                json.instant("startedAt"),
                json.optionalText("process")));
  }
}
