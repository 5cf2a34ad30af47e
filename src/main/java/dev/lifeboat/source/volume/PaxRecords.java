package dev.lifeboat.source.volume;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What POSIX puts before an entry that ustar has no room for: keys and values, as bytes. Values of
 * extended attributes are binary, and names needn't be UTF-8.
 */
final class PaxRecords {
  static final String PATH = "path";
  static final String LINK = "linkpath";
  private static final String ATTRIBUTE = "SCHILY.xattr.";

  private final Map<String, String> records = new LinkedHashMap<>();

  /** Adds the records of an extended header; later ones win. */
  void addAll(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int blank = at;
      while (blank < bytes.length && bytes[blank] != ' ') {
        blank++;
      }
      int length = (int) decimal(EntryName.of(bytes, at, blank - at).raw());
      int end = at + length;
      if (end > bytes.length || end <= blank + 1 || bytes[end - 1] != '\n') {
        throw new MalformedTarException("the records of an extended header don't fit together");
      }
      String record = EntryName.of(bytes, blank + 1, end - 1 - (blank + 1)).raw();
      int equals = record.indexOf('=');
      if (equals <= 0) {
        throw new MalformedTarException("a record of an extended header has no key");
      }
      records.put(record.substring(0, equals), record.substring(equals + 1));
      at = end;
    }
  }

  void put(String key, EntryName value) {
    records.put(key, value.raw());
  }

  void remove(String key) {
    records.remove(key);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  Optional<EntryName> name(String key) {
    return Optional.ofNullable(records.get(key)).map(EntryName::new);
  }

  /** A whole number; what follows a point is cut off, towards the past. */
  OptionalLong number(String key) {
    String value = records.get(key);
    if (value == null) {
      return OptionalLong.empty();
    }
    int point = value.indexOf('.');
    if (point < 0) {
      return OptionalLong.of(decimal(value));
    }
    long whole = decimal(value.substring(0, point));
    boolean fraction = value.substring(point + 1).chars().anyMatch(digit -> digit != '0');
    return OptionalLong.of(value.startsWith("-") && fraction ? whole - 1 : whole);
  }

  /** True if the content isn't stored as it is, but with holes left out, in GNU's way. */
  boolean isSparse() {
    return records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
  }

  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith(ATTRIBUTE)) {
            attributes.put(key.substring(ATTRIBUTE.length()), value);
          }
        });
    return attributes;
  }

  /** The records as an extended header has them. */
  byte[] print() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach((key, value) -> out.writeBytes(print(key, value)));
    return out.toByteArray();
  }

  private static byte[] print(String key, String value) {
    int rest = key.length() + value.length() + 3;
    int length = rest + 1;
    // The length counts its own digits too.
    while (rest + Integer.toString(length).length() != length) {
      length = rest + Integer.toString(length).length();
    }
    return (length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static long decimal(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new MalformedTarException("'" + digits + "' in an extended header is no number");
    }
  }
}
