package dev.lifeboat.source.volume;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which part of a volume is restored.
 *
 * @param paths files and folders below the volume's root, each with all below it; none means all
 */
record Part(List<EntryName> paths) {
  static final Part ALL = new Part(List.of());

  Part {
    paths = paths.stream().map(EntryName::normal).toList();
  }

  boolean isAll() {
    return paths.isEmpty() || paths.stream().anyMatch(path -> path.raw().isEmpty());
  }

  boolean holds(EntryName path) {
    return isAll() || paths.stream().anyMatch(each -> each.holds(path));
  }

  /** True for a folder that a path leads through: it isn't restored, but it has to be there. */
  boolean isAbove(EntryName path) {
    return !isAll() && !holds(path) && paths.stream().anyMatch(path::holds);
  }

  /**
   * Passes on what of a backup's volume has to be written: the part, with each of its paths removed
   * before, and the folders above that the volume lacks.
   *
   * @param present the folders above that it has
   */
  TarHandler writing(Set<EntryName> present, TarHandler next) {
    if (isAll()) {
      return next;
    }
    return new Sieve(
        entry -> holds(entry.path()) || (isAbove(entry.path()) && !present.contains(entry.path())),
        new Removing(next),
        Sieve.nobody());
  }

  /** Notes which folders above the paths there are. */
  TarHandler above(Set<EntryName> found) {
    return new Sieve(
        entry -> {
          if (isAbove(entry.path())) {
            found.add(entry.path());
          }
          return false;
        },
        Sieve.nobody(),
        Sieve.nobody());
  }

  /** Before one of the paths comes, a file of its name: an engine removes what is there for it. */
  private final class Removing implements TarHandler {
    private final TarHandler next;
    private final Set<EntryName> begun = new HashSet<>();

    Removing(TarHandler next) {
      this.next = next;
    }

    @Override
    public void entry(TarEntry entry, byte[] head) {
      for (EntryName path : paths) {
        if (path.holds(entry.path()) && begun.add(path)) {
          EntryName nothing = new EntryName("");
          next.entry(
              new TarEntry(TarType.FILE, path, nothing, 0600, 0, 0, 0, 0, 0, 0, Map.of()),
              TarHeads.emptyFile(path));
          next.endOfEntry();
        }
      }
      next.entry(entry, head);
    }

    @Override
    public void content(byte[] buffer, int offset, int length) {
      next.content(buffer, offset, length);
    }

    @Override
    public void endOfEntry() {
      next.endOfEntry();
    }
  }
}
