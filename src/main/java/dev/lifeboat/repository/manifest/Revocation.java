package dev.lifeboat.repository.manifest;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code revoked/<id>.json} says: a prune takes a backup under way, or another prune, for
 * dead. That the file is there is all that counts; the rest is for people.
 *
 * @param id which one
 * @param host which host says so
 * @param at when, by that host's clock
 */
public record Revocation(BackupId id, String host, Instant at) {
  /** The bytes to be stored. */
  public byte[] print() {
    ObjectNode json = Json.object("revocation");
    json.put("revokes", id.value()).put("host", host).put("at", at.toString());
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }
}
