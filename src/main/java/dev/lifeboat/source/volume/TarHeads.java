package dev.lifeboat.source.volume;

import static dev.lifeboat.source.volume.TarHeader.BLOCK;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Header blocks of an entry, made anew with other names. */
final class TarHeads {
  /** The permissions of a folder that nobody says anything of. */
  static final int FOLDER = 0755;

  private static final int ROOM_FOR_NAME = 100;

  private TarHeads() {}

  /**
   * The same head for another name.
   *
   * @param head all header blocks of the entry, as a {@link TarParser} tells them
   * @param link what a link points to; empty for others
   */
  static byte[] renamed(byte[] head, EntryName name, EntryName link) {
    PaxRecords records = records(head);
    records.remove(PaxRecords.PATH);
    records.remove(PaxRecords.LINK);
    if (!fits(name)) {
      records.put(PaxRecords.PATH, name);
    }
    if (!fits(link)) {
      records.put(PaxRecords.LINK, link);
    }
    byte[] last = Arrays.copyOfRange(head, head.length - BLOCK, head.length);
    TarHeader header = new TarHeader(last);
    header.rename(name);
    header.relink(link);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!records.isEmpty()) {
      byte[] extended = records.print();
      out.writeBytes(TarHeader.extended(extended.length));
      out.writeBytes(Arrays.copyOf(extended, roundedUp(extended.length)));
    }
    out.writeBytes(last);
    return out.toByteArray();
  }

  /** A plain, empty file: what makes an engine remove what has its name. */
  static byte[] emptyFile(EntryName name) {
    return renamed(TarHeader.block(TarType.FILE.flag(), 0), name, new EntryName(""));
  }

  /** A folder of root's, of 1970, with the usual permissions. */
  static byte[] folder(EntryName path) {
    byte[] block = TarHeader.block(TarType.DIRECTORY.flag(), 0);
    new TarHeader(block).permit(FOLDER);
    return renamed(block, new EntryName("./" + path.raw()), new EntryName(""));
  }

  private static PaxRecords records(byte[] head) {
    PaxRecords records = new PaxRecords();
    int at = 0;
    while (at < head.length - BLOCK) {
      TarHeader header = new TarHeader(Arrays.copyOfRange(head, at, at + BLOCK));
      int size = (int) header.size();
      // Long names in GNU's own form are told anew; all else is kept.
      if (header.flag() == 'x') {
        records.addAll(Arrays.copyOfRange(head, at + BLOCK, at + BLOCK + size));
      }
      at += BLOCK + roundedUp(size);
    }
    return records;
  }

  private static boolean fits(EntryName name) {
    return name.raw().length() <= ROOM_FOR_NAME && name.raw().chars().allMatch(c -> c < 0x80);
  }

  private static int roundedUp(int size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
