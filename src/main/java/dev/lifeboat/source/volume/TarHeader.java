package dev.lifeboat.source.volume;

import java.util.Arrays;

/** The fields of one header block of 512 bytes: ustar, and what GNU tar makes of it. */
final class TarHeader {
  static final int BLOCK = 512;

  private static final Field NAME = new Field(0, 100);
  private static final Field MODE = new Field(100, 8);
  private static final Field OWNER = new Field(108, 8);
  private static final Field GROUP = new Field(116, 8);
  private static final Field SIZE = new Field(124, 12);
  private static final Field TIME = new Field(136, 12);
  private static final Field CHECKSUM = new Field(148, 8);
  private static final int FLAG = 156;
  private static final Field LINK = new Field(157, 100);
  private static final Field MAGIC = new Field(257, 8);
  private static final Field OWNER_NAME = new Field(265, 32);
  private static final Field GROUP_NAME = new Field(297, 32);
  private static final Field MAJOR = new Field(329, 8);
  private static final Field MINOR = new Field(337, 8);
  private static final Field PREFIX = new Field(345, 155);
  private static final String POSIX = "ustar\0" + "00";

  /** What the twelve bits of permissions leave: old engines put the type there too. */
  private static final int PERMISSIONS = 07777;

  private final byte[] block;

  private record Field(int at, int length) {}

  /**
   * @param block the block itself, not a copy
   * @throws MalformedTarException if its checksum says that it is no header
   */
  TarHeader(byte[] block) {
    this.block = block;
    long sum = number(CHECKSUM);
    if (sum != checksum(false) && sum != checksum(true)) {
      throw new MalformedTarException("a header's checksum is wrong");
    }
  }

  int flag() {
    return block[FLAG];
  }

  long size() {
    return number(SIZE);
  }

  int mode() {
    return (int) (number(MODE) & PERMISSIONS);
  }

  long owner() {
    return number(OWNER);
  }

  long group() {
    return number(GROUP);
  }

  long seconds() {
    return number(TIME);
  }

  long major() {
    return number(MAJOR);
  }

  long minor() {
    return number(MINOR);
  }

  EntryName link() {
    return text(LINK);
  }

  EntryName name() {
    EntryName name = text(NAME);
    if (!isPosix()) {
      return name;
    }
    String prefix = text(PREFIX).raw();
    return prefix.isEmpty() ? name : new EntryName(prefix + "/" + name.raw());
  }

  /**
   * Makes the block say the same whatever engine wrote it: no names of owners, which are those of
   * the engine's host and not of the containers that use the volume, and no more than permissions
   * as the mode.
   */
  void normalise() {
    fill(OWNER_NAME, 0);
    fill(GROUP_NAME, 0);
    octal(MODE, mode());
    seal();
  }

  void permit(int mode) {
    octal(MODE, mode);
    seal();
  }

  /** Sets the name, cut off after 100 bytes: a longer one is told before this header. */
  void rename(EntryName name) {
    text(NAME, name);
    if (isPosix()) {
      fill(PREFIX, 0);
    }
    seal();
  }

  /** Sets what a link points to, cut off in the same way. */
  void relink(EntryName link) {
    text(LINK, link);
    seal();
  }

  private boolean isPosix() {
    return text(MAGIC).raw().equals("ustar");
  }

  private void seal() {
    octal(CHECKSUM, checksum(false));
  }

  /** A header for the records that say more of the entry after it. */
  static byte[] extended(int size) {
    return block('x', size);
  }

  /**
   * A header of ours, by a name that no entry has.
   *
   * @param size of what follows it, in bytes
   */
  static byte[] block(char flag, int size) {
    byte[] block = new byte[BLOCK];
    block[FLAG] = (byte) flag;
    byte[] magic = new EntryName(POSIX).bytes();
    System.arraycopy(magic, 0, block, MAGIC.at, magic.length);
    octal(block, MODE, 0644);
    octal(block, OWNER, 0);
    octal(block, GROUP, 0);
    octal(block, SIZE, size);
    octal(block, TIME, 0);
    byte[] name = new EntryName("././@PaxHeader").bytes();
    System.arraycopy(name, 0, block, NAME.at, name.length);
    octal(block, CHECKSUM, checksum(block, false));
    return block;
  }

  /** True for a block of zeros, two of which end a stream. */
  static boolean isEnd(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void text(Field field, EntryName text) {
    byte[] bytes = text.bytes();
    fill(field, 0);
    System.arraycopy(bytes, 0, block, field.at, Math.min(bytes.length, field.length));
  }

  private EntryName text(Field field) {
    int length = 0;
    while (length < field.length && block[field.at + length] != 0) {
      length++;
    }
    return EntryName.of(block, field.at, length);
  }

  private void fill(Field field, int value) {
    Arrays.fill(block, field.at, field.at + field.length, (byte) value);
  }

  private void octal(Field field, long value) {
    octal(block, field, value);
  }

  private static void octal(byte[] block, Field field, long value) {
    for (int i = field.length - 2; i >= 0; i--) {
      block[field.at + i] = (byte) ('0' + (value >>> (3 * (field.length - 2 - i)) & 7));
    }
    block[field.at + field.length - 1] = 0;
  }

  /** Octal digits, or GNU's binary form where the first bit is set. */
  private long number(Field field) {
    if ((block[field.at] & 0x80) != 0) {
      return binary(field);
    }
    long value = 0;
    boolean digits = false;
    for (int i = field.at; i < field.at + field.length; i++) {
      int digit = block[i];
      if (digit >= '0' && digit <= '7') {
        value = (value << 3) + (digit - '0');
        digits = true;
      } else if (digit == 0 || (digit == ' ' && digits)) {
        return value;
      } else if (digit != ' ') {
        throw new MalformedTarException("a number in a header is malformed");
      }
    }
    return value;
  }

  private long binary(Field field) {
    boolean negative = (block[field.at] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < field.length; i++) {
      int part = block[field.at + i] & 0xff;
      if (i == 0) {
        part = negative ? part : part & 0x7f;
      }
      if (i < field.length - 8 && part != (negative ? 0xff : 0)) {
        throw new MalformedTarException("a number in a header is too large");
      }
      value = (value << 8) | part;
    }
    return value;
  }

  private long checksum(boolean signed) {
    return checksum(block, signed);
  }

  /** The sum of all bytes, those of the checksum taken for blanks; some old tars sum signed. */
  private static long checksum(byte[] block, boolean signed) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM.at && i < CHECKSUM.at + CHECKSUM.length;
      int value = signed ? block[i] : block[i] & 0xff;
      sum += own ? ' ' : value;
    }
    return sum;
  }
}
