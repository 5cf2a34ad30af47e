package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A full segment of an earlier backup, whose content this host can read.
 *
 * @param kept what the shelf has of it
 * @param object the object that holds it
 * @param length of its content, in bytes
 * @param recipients the id of the set of recipients that the object is for
 * @param at when it was stored
 * @param samples of its content, in ascending order
 * @param last the hashes of its last documents; empty if it isn't documents
 */
record ShelvedSegment(
    Kept kept,
    StoredObject object,
    int length,
    String recipients,
    Instant at,
    List<Long> samples,
    List<Long> last) {
  /** What the shelf has of a segment. */
  enum Kept {
    /** The frame that is in the object. */
    CONTENT("lifeboat-base-1"),
    /** What opens the object, which is read from the repository, and its fingerprint. */
    KEY("lifeboat-base-key-2");

    private final String begin;

    Kept(String begin) {
      this.begin = begin;
    }
  }

  private static final String NONE = "-";

  ShelvedSegment {
    samples = List.copyOf(samples);
    last = List.copyOf(last);
    if (length <= 0 || object.isDelta()) {
      throw new IllegalArgumentException("not a base: " + object.digest());
    }
  }

  static ShelvedSegment of(
      Kept kept,
      StoredObject object,
      int length,
      String recipients,
      Instant at,
      long[] samples,
      long[] last) {
    return new ShelvedSegment(
        kept,
        object,
        length,
        recipients,
        at,
        LongStream.of(samples).boxed().toList(),
        LongStream.of(last).boxed().toList());
  }

  /** One line, without its end. */
  String print() {
    return String.join(
        " ",
        kept.begin,
        object.digest().hex(),
        String.valueOf(object.size()),
        String.valueOf(length),
        recipients,
        String.valueOf(at.getEpochSecond()),
        print(samples),
        print(last));
  }

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ShelvedSegment parse(String line) {
    String[] parts = line.split(" ", -1);
    Optional<Kept> kept =
        Arrays.stream(Kept.values()).filter(each -> each.begin.equals(parts[0])).findFirst();
    if (parts.length != 8 || kept.isEmpty()) {
      throw new IllegalArgumentException("not the line of a base");
    }
    return new ShelvedSegment(
        kept.get(),
        StoredObject.full(new Digest(parts[1]), Long.parseLong(parts[2])),
        Integer.parseInt(parts[3]),
        parts[4],
        Instant.ofEpochSecond(Long.parseLong(parts[5])),
        numbers(parts[6]),
        numbers(parts[7]));
  }

  private static String print(List<Long> numbers) {
    return numbers.isEmpty()
        ? NONE
        : numbers.stream().map(Long::toHexString).collect(Collectors.joining(","));
  }

  private static List<Long> numbers(String text) {
    return text.equals(NONE)
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(hex -> Long.parseUnsignedLong(hex, 16)).toList();
  }
}
