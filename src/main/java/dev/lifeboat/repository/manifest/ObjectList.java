package dev.lifeboat.repository.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All objects that a backup needs, sorted by digest, each once: what verify, copy and prune need to
 * know without any key. As text one line each: digest, a space, size, and for a delta a space and
 * its bases, joined by a comma.
 */
public record ObjectList(List<StoredObject> objects) {
  public ObjectList {
    TreeMap<String, StoredObject> sorted = new TreeMap<>();
    for (StoredObject object : objects) {
      StoredObject twin = sorted.put(object.digest().hex(), object);
      if (twin != null && !twin.equals(object)) {
        throw new IllegalArgumentException("object " + object.digest() + " is listed twice");
      }
    }
    objects = List.copyOf(sorted.values());
    for (StoredObject object : objects) {
      for (Digest base : object.bases()) {
        StoredObject listed = sorted.get(base.hex());
        if (listed == null || listed.isDelta()) {
          throw new IllegalArgumentException(
              "base %s of object %s is %s"
                  .formatted(base, object.digest(), listed == null ? "not listed" : "a delta"));
        }
      }
    }
  }

  public static ObjectList of(Collection<StoredObject> objects) {
    return new ObjectList(List.copyOf(objects));
  }

  /** Whether any object is a delta. */
  public boolean hasDeltas() {
    return objects.stream().anyMatch(StoredObject::isDelta);
  }

  /** The sum of all sizes. */
  public long bytes() {
    return objects.stream().mapToLong(StoredObject::size).sum();
  }

  /** The text form, in UTF-8. */
  public byte[] print() {
    StringBuilder text = new StringBuilder(objects.size() * 75);
    for (StoredObject object : objects) {
      text.append(object.digest()).append(' ').append(object.size());
      String separator = " ";
      for (Digest base : object.bases()) {
        text.append(separator).append(base);
        separator = ",";
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ObjectList parse(byte[] text) {
    List<StoredObject> objects = new ArrayList<>();
    for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
      String[] parts = line.split(" ", -1);
      if (parts.length < 2 || parts.length > 3) {
        throw new IllegalArgumentException("not a line of an object list: '" + line + "'");
      }
      List<Digest> bases =
          parts.length == 2
              ? List.of()
              : Arrays.stream(parts[2].split(",", -1)).map(Digest::new).toList();
      objects.add(new StoredObject(new Digest(parts[0]), Long.parseLong(parts[1]), bases));
    }
    objects.sort(Comparator.comparing(object -> object.digest().hex()));
    return new ObjectList(objects);
  }
}
