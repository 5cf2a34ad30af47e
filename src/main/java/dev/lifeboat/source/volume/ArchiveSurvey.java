package dev.lifeboat.source.volume;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks through the archive that another hand made, before anything of it is stored: refuses what
 * would lead out of a volume, and learns which folders it doesn't name and which of several names
 * of one file comes first. Not thread-safe.
 */
final class ArchiveSurvey implements TarHandler {
  private static final Set<String> DATABASE_FILES =
      Set.of("WiredTiger", "PG_VERSION", "ibdata1", "appendonly.aof", "appendonlydir", "dump.rdb");

  private final Map<String, TarType> entries = new HashMap<>();
  private final Set<EntryName> above = new HashSet<>();

  /** The name under which a file came, by each of its other names. */
  private final Map<String, String> files = new HashMap<>();

  /** The name that is the first in order, by that under which the file came. */
  private final Map<String, EntryName> firsts = new HashMap<>();

  private boolean dump;
  private boolean database;

  @Override
  public void entry(TarEntry entry, byte[] head) {
    EntryName path = inside(entry, entry.name());
    if (entry.type() == TarType.CHARACTER_DEVICE || entry.type() == TarType.BLOCK_DEVICE) {
      throw new ForeignTarException("'%s' is a device".formatted(entry.name()));
    }
    if (entries.put(path.raw(), entry.type()) != null) {
      throw new ForeignTarException("it has '%s' twice".formatted(entry.name()));
    }
    if (entry.type() == TarType.HARD_LINK) {
      link(entry, path, inside(entry, entry.link()));
    }
    for (EntryName folder = path; !folder.raw().isEmpty(); ) {
      folder = parent(folder);
      if (!above.add(folder)) {
        break;
      }
    }
    dump |= path.raw().endsWith(".metadata.json") || path.raw().endsWith(".metadata.json.gz");
    database |= DATABASE_FILES.contains(path.raw());
  }

  private void link(TarEntry entry, EntryName path, EntryName target) {
    String file = files.getOrDefault(target.raw(), target.raw());
    if (entries.get(file) != TarType.FILE) {
      throw new ForeignTarException(
          "'%s' is another name of '%s', which is no file before it"
              .formatted(entry.name(), entry.link()));
    }
    files.put(path.raw(), file);
    EntryName first = firsts.getOrDefault(file, new EntryName(file));
    firsts.put(file, path.compareTo(first) < 0 ? path : first);
  }

  private static EntryName inside(TarEntry entry, EntryName name) {
    if (name.raw().startsWith("/")) {
      throw new ForeignTarException("'%s' has an absolute path".formatted(shown(entry, name)));
    }
    if (name.normal().escapes()) {
      throw new ForeignTarException("'%s' leads out of the volume".formatted(shown(entry, name)));
    }
    return name.normal();
  }

  private static String shown(TarEntry entry, EntryName name) {
    return name.equals(entry.name()) ? name.toString() : entry.name() + "' -> '" + name;
  }

  private static EntryName parent(EntryName path) {
    int slash = path.raw().lastIndexOf('/');
    return new EntryName(slash < 0 ? "" : path.raw().substring(0, slash));
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {}

  @Override
  public void endOfEntry() {}

  /**
   * Folders that hold something and aren't named, in order; the root too.
   *
   * @throws ForeignTarException if something lies below what is no folder, such as a link that
   *     leads elsewhere
   */
  List<EntryName> unnamedFolders() {
    TreeSet<EntryName> unnamed = new TreeSet<>();
    above.add(new EntryName(""));
    for (EntryName folder : above) {
      TarType type = entries.get(folder.raw());
      if (type == null) {
        unnamed.add(folder);
      } else if (type != TarType.DIRECTORY) {
        throw new ForeignTarException(
            "something is below '%s', which is no folder".formatted(folder));
      }
    }
    return List.copyOf(unnamed);
  }

  /** The name of a file that comes first among all that it has. */
  EntryName first(EntryName name) {
    String file = files.getOrDefault(name.raw(), name.raw());
    return firsts.getOrDefault(file, new EntryName(file));
  }

  /** The name under which a file came. */
  EntryName came(EntryName name) {
    return new EntryName(files.getOrDefault(name.raw(), name.raw()));
  }

  /** True if it looks like the folder of a dump, which is no volume. */
  boolean isDump() {
    return dump;
  }

  /** True if a database has its files at the root. */
  boolean isDatabase() {
    return database;
  }
}
