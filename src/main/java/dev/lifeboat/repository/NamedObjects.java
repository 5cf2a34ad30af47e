package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;

/**
 * Every object that some backups need: what their lists name, the bases of deltas included, and the
 * lists themselves. Made for many backups, so it reads lists without taking them apart.
 */
final class NamedObjects {
  private final ObjectReader objects;
  private final DigestSet named = new DigestSet();

  NamedObjects(ObjectReader objects) {
    this.objects = objects;
  }

  boolean contains(Digest object) {
    return named.contains(object);
  }

  int size() {
    return named.size();
  }

  /**
   * Adds what a backup needs; if this fails, perhaps only some of it.
   *
   * @throws dev.lifeboat.problem.ProblemException if its list is missing or damaged
   */
  void add(Manifest manifest) {
    named.add(manifest.list().digest());
    manifest.contents().forEach(object -> named.add(object.digest()));
    Digest list = manifest.list().digest();
    int lines;
    try {
      lines = addLines(objects.openOpen(list));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.CONTENT_MISMATCH, "the object list '" + list + "' is damaged: " + e.getMessage())
          .causedBy(e);
    }
    if (lines != manifest.objects()) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "the object list '%s' names %d objects, and the manifest says %d"
                  .formatted(list, lines, manifest.objects()))
          .exception();
    }
  }

  private int addLines(byte[] text) {
    int lines = 0;
    int at = 0;
    while (at < text.length) {
      named.add(text, at);
      int columns = 1;
      for (at += DigestSet.DIGITS; at < text.length && text[at] != '\n'; at++) {
        boolean column = text[at] == ' ';
        columns += column ? 1 : 0;
        if (columns == 3 && (column || text[at] == ',')) {
          named.add(text, at + 1);
        }
      }
      if (columns < 2 || columns > 3) {
        throw new IllegalArgumentException("line " + (lines + 1) + " has " + columns + " columns");
      }
      lines++;
      at++;
    }
    return lines;
  }
}
