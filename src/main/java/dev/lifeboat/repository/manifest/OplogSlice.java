package dev.lifeboat.repository.manifest;

import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code oplog/<set>/….json} says: a piece of a replica set's oplog, without a gap. The file
 * beside it holds its entries but for no-ops, among them those of both ends.
 *
 * @param repository the repository's id
 * @param stack whose database it is
 * @param source the kind of source
 * @param set the replica set's id, 24 hex digits
 * @param from the first entry that it covers: the last one of the slice before it
 * @param to the last entry that it covers, which may be a no-op
 * @param usableFrom from which moment on transactions are whole when reading begins with this
 *     slice; empty if one was open at its beginning
 * @param entries how many the file has
 * @param bytes the length of all entries
 * @param file the digest of the file as it is stored
 * @param size of the file as it is stored
 * @param previous the digest of the manifest of the slice before it; empty for the first of a chain
 * @param standsFor if it was merged from others: the digest of the manifest of the last of them,
 *     which the slice after it may name
 * @param recipients who can open the file: the id of their set, or {@code none}
 * @param host who wrote it, for people
 * @param writtenAt when, by that host's clock
 */
public record OplogSlice(
    String repository,
    String stack,
    String source,
    String set,
    OplogPosition from,
    OplogPosition to,
    Optional<OplogTime> usableFrom,
    long entries,
    long bytes,
    Digest file,
    long size,
    Optional<Digest> previous,
    Optional<Digest> standsFor,
    String recipients,
    String host,
    Instant writtenAt) {
  private static final String WHAT = "oplog slice";

  public OplogSlice {
    if (!set.matches("[0-9a-f]{24}")) {
      throw new IllegalArgumentException("not a replica set's id: " + set);
    }
    if (to.time().isBefore(from.time())) {
      throw new IllegalArgumentException("it ends before it begins");
    }
    if (usableFrom.isPresent() && usableFrom.get().isBefore(from.time())) {
      throw new IllegalArgumentException("it is usable before it begins");
    }
    if (entries < 0 || bytes < 0 || size < 0 || (entries == 0) != (bytes == 0)) {
      throw new IllegalArgumentException("its sizes can't be");
    }
  }

  /** True if this one goes on where the other one ends. */
  public boolean follows(OplogSlice other) {
    return set.equals(other.set) && from.isSameEntry(other.to);
  }

  /** True if it covers more of the same than the other one. */
  public boolean contains(OplogSlice other) {
    return set.equals(other.set)
        && !other.from.time().isBefore(from.time())
        && !other.to.time().isAfter(to.time())
        && !(from.isSameEntry(other.from) && to.isSameEntry(other.to));
  }

  /** The bytes to be stored and signed. */
  public byte[] print() {
    ObjectNode json = Json.object(WHAT);
    json.put("repository", repository).put("stack", stack).put("source", source).put("set", set);
    json.set("from", print(from));
    json.set("to", print(to));
    usableFrom.ifPresent(time -> json.put("usableFrom", time.toString()));
    json.put("entries", entries).put("bytes", bytes);
    json.put("file", file.hex()).put("size", size);
    previous.ifPresent(digest -> json.put("previous", digest.hex()));
    standsFor.ifPresent(digest -> json.put("standsFor", digest.hex()));
    json.put("recipients", recipients).put("host", host).put("writtenAt", writtenAt.toString());
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static ObjectNode print(OplogPosition position) {
    return Json.MAPPER
        .createObjectNode()
        .put("time", position.time().toString())
        .put("term", position.term())
        .put("wall", position.wall().toString());
  }

  /**
   * Reads the file. It is not trusted by that: check its signature.
   *
   * @throws FormatException if it is none of this format
   */
  public static OplogSlice parse(byte[] bytes) {
    Json json = Json.parse(WHAT, bytes);
    return Json.checked(
        WHAT,
        () ->
            new OplogSlice(
                json.text("repository"),
                json.text("stack"),
                json.text("source"),
                json.text("set"),
                position(json.child("from")),
                position(json.child("to")),
                json.optionalText("usableFrom").map(OplogTime::parse),
                json.number("entries"),
                json.number("bytes"),
                new Digest(json.text("file")),
                json.number("size"),
                json.optionalText("previous").map(Digest::new),
                json.optionalText("standsFor").map(Digest::new),
                json.text("recipients"),
                json.text("host"),
                json.instant("writtenAt")));
  }

  private static OplogPosition position(Json json) {
    return new OplogPosition(
        OplogTime.parse(json.text("time")), json.number("term"), json.instant("wall"));
  }
}
