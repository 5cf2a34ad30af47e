package dev.lifeboat.repository.manifest;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code lifeboat.json} says: that a storage holds a repository.
 *
 * @param id a random UUID
 * @param createdAt when it was made
 */
public record Head(String id, Instant createdAt) {
  private static final String WHAT = "repository";

  /** The bytes to be stored. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("id", id).put("createdAt", createdAt.toString());
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file.
   *
   * @throws FormatException if it is none of this format
   */
  public static Head parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(WHAT, () -> new Head(json.text("id"), json.instant("createdAt")));
  }
}
