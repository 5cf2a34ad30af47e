package dev.lifeboat.repository.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code removed/<prune>.json} says: which backups were removed on purpose. It holds what
 * earlier ones said, too, as far as anybody needs it, so that they can go.
 *
 * @param repository the repository's id
 * @param prune the prune's name
 * @param at when
 * @param host on which host, for people
 * @param backups what was removed
 */
public record Removal(
    String repository, BackupId prune, Instant at, String host, List<Removed> backups) {
  private static final String WHAT = "removed backups";

  public Removal {
    backups = List.copyOf(backups);
  }

  /**
   * A backup that was removed.
   *
   * @param backup its name
   * @param sha256 the digest of its manifest
   * @param previous the one before it, or before those before it that were removed, too
   */
  public record Removed(BackupId backup, Digest sha256, Optional<Manifest.Previous> previous) {
    /** Whether it is the one that a manifest names as the one before it. */
    public boolean is(Manifest.Previous named) {
      return backup.equals(named.backup()) && sha256.equals(named.sha256());
    }
  }

  /** The bytes to be stored and signed. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("repository", repository).put("prune", prune.value());
    json.put("at", at.toString()).put("host", host);
    ArrayNode removed = json.putArray("backups");
    for (Removed each : backups) {
      ObjectNode one = removed.addObject();
      one.put("backup", each.backup().value()).put("sha256", each.sha256().hex());
      each.previous().ifPresent(previous -> previous.print(one.putObject("previous")));
    }
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file. It is not trusted by that: check its signature.
   *
   * @throws FormatException if it is none of this format
   */
  public static Removal parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new Removal(
                json.text("repository"),
                new BackupId(json.text("prune")),
                json.instant("at"),
                json.text("host"),
                json.list("backups", Removal::removed)));
  }

  private static Removed removed(Json json) {
    return new Removed(
        new BackupId(json.text("backup")),
        new Digest(json.text("sha256")),
        json.node().hasNonNull("previous")
            ? Optional.of(Manifest.Previous.parse(json.child("previous")))
            : Optional.empty());
  }
}
