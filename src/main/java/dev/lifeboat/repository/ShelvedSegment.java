package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A full segment of an earlier backup, whose content this host still has.
 *
 * @param object the object that holds it
 * @param length of its content, in bytes
 * @param recipients the id of the set of recipients that the object is for
 * @param at when it was stored
 * @param samples of its content, in ascending order
 * @param last the hashes of its last documents; empty if it isn't documents
 */
record ShelvedSegment(
    StoredObject object,
    int length,
    String recipients,
    Instant at,
    List<Long> samples,
    List<Long> last) {
  private static final String BEGIN = "lifeboat-base-1";
  private static final String NONE = "-";

  ShelvedSegment {
    samples = List.copyOf(samples);
    last = List.copyOf(last);
    if (length <= 0 || object.isDelta()) {
      throw new IllegalArgumentException("not a base: " + object.digest());
    }
  }

  static ShelvedSegment of(
      StoredObject object, int length, String recipients, Instant at, long[] samples, long[] last) {
    return new ShelvedSegment(
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
        BEGIN,
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
    if (parts.length != 8 || !parts[0].equals(BEGIN)) {
      throw new IllegalArgumentException("not the line of a base");
    }
    return new ShelvedSegment(
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
