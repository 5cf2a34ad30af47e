package dev.lifeboat.repository.manifest;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code holds/<backup>.<digits>.json} says: a backup stays, whatever a policy says.
 *
 * @param repository the repository's id
 * @param backup which backup
 * @param at when it was held
 * @param until how long; without it until somebody releases it
 * @param host on which host, for people
 * @param reason why, in a person's words
 */
public record Hold(
    String repository,
    BackupId backup,
    Instant at,
    Optional<Instant> until,
    String host,
    String reason) {
  private static final String WHAT = "hold";

  /** Whether it holds at that time. */
  public boolean holdsAt(Instant time) {
    return until.isEmpty() || time.isBefore(until.get());
  }

  /** The bytes to be stored and signed. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("repository", repository).put("backup", backup.value());
    json.put("heldAt", at.toString());
    until.ifPresent(end -> json.put("until", end.toString()));
    json.put("host", host).put("reason", reason);
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file. It is not trusted by that: check its signature.
   *
   * @throws FormatException if it is none of this format
   */
  public static Hold parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new Hold(
                json.text("repository"),
                new BackupId(json.text("backup")),
                json.instant("heldAt"),
                json.optionalText("until").map(Instant::parse),
                json.text("host"),
                json.text("reason")));
  }
}
