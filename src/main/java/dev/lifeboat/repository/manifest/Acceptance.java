package dev.lifeboat.repository.manifest;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code accepted/<backup>.<digits>.json} says: a person looked at a suspicious backup, and it
 * is as it should be.
 *
 * @param repository the repository's id
 * @param backup which backup
 * @param manifest the digest of its manifest
 * @param at when it was accepted
 * @param host on which host, for people
 * @param reason why, in that person's words
 */
public record Acceptance(
    String repository, BackupId backup, Digest manifest, Instant at, String host, String reason) {
  private static final String WHAT = "accepted backup";

  /** The bytes to be stored and signed. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("repository", repository).put("backup", backup.value());
    json.put("manifest", manifest.hex()).put("acceptedAt", at.toString());
    json.put("host", host).put("reason", reason);
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file. It is not trusted by that: check its signature.
   *
   * @throws FormatException if it is none of this format
   */
  public static Acceptance parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new Acceptance(
                json.text("repository"),
                new BackupId(json.text("backup")),
                new Digest(json.text("manifest")),
                json.instant("acceptedAt"),
                json.text("host"),
                json.text("reason")));
  }
}
