package dev.lifeboat.source.volume;

import java.util.Map;

/**
 * What a tar stream says of one file, folder, link or device.
 *
 * @param name its path as the stream has it
 * @param link what a link points to; empty for others
 * @param mode permissions with set-uid, set-gid and sticky: 12 bits
 * @param seconds when it was last changed, in seconds since 1970, cut off
 * @param size the length of the content that follows, in bytes
 * @param attributes extended attributes, one character of 0 to 255 for each byte
 */
record TarEntry(
    TarType type,
    EntryName name,
    EntryName link,
    int mode,
    long owner,
    long group,
    long seconds,
    long size,
    long major,
    long minor,
    Map<String, String> attributes) {
  TarEntry {
    attributes = Map.copyOf(attributes);
    if (size < 0) {
      throw new MalformedTarException("'" + name + "' has a negative size");
    }
  }

  /** A folder that nobody says anything of. */
  static TarEntry folder(EntryName path) {
    return new TarEntry(
        TarType.DIRECTORY, path, new EntryName(""), TarHeads.FOLDER, 0, 0, 0, 0, 0, 0, Map.of());
  }

  /** The same by another name. */
  TarEntry renamed(EntryName other, EntryName otherLink) {
    return new TarEntry(
        type, other, otherLink, mode, owner, group, seconds, size, major, minor, attributes);
  }

  /** The path below the volume's root. */
  EntryName path() {
    return name.normal();
  }
}
