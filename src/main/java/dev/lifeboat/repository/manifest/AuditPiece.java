package dev.lifeboat.repository.manifest;

import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code audit/<log>/<first>-<last>.json} says: some entries of an audit log, as a host copied
 * them here.
 *
 * @param repository the repository's id
 * @param log the log's id
 * @param host whose log it is, for people
 * @param place stands for the folder that the log is in on that host
 * @param first the number of its first entry
 * @param last the last one, with the digest of its line
 * @param previous the digest of the line before the first one; empty if that is the first of all
 * @param recipients who can open the entries: the id of their set, or {@code none}
 * @param sealed the lines, encrypted for them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AuditPiece(
    String repository,
    String log,
    String host,
    String place,
    long first,
    AuditHead last,
    Optional<Digest> previous,
    String recipients,
    byte[] sealed) {
  private static final String WHAT = "audit piece";

  public AuditPiece {
    if (first < 1 || first > last.entry() || !log.equals(last.log())) {
      throw new IllegalArgumentException("its entries don't go from the first to the last");
    }
  }

  /** The bytes to be stored and signed. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("repository", repository).put("log", log).put("host", host).put("place", place);
    json.put("first", first).put("last", last.entry());
    previous.ifPresent(digest -> json.put("previous", digest.hex()));
    json.put("sha256", last.sha256().hex()).put("recipients", recipients);
    json.put("entries", Base64.getEncoder().encodeToString(sealed));
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads the file. It is not trusted by that: check its signature.
   *
   * @throws FormatException if it is none of this format
   */
  public static AuditPiece parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new AuditPiece(
                json.text("repository"),
                json.text("log"),
                json.text("host"),
                json.text("place"),
                json.number("first"),
                new AuditHead(
                    json.text("log"), json.number("last"), new Digest(json.text("sha256"))),
                json.optionalText("previous").map(Digest::new),
                json.text("recipients"),
                Base64.getDecoder().decode(json.text("entries"))));
  }
}
