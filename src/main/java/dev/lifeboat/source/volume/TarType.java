package dev.lifeboat.source.volume;

/** What an entry of a tar stream is. */
enum TarType {
  FILE('0'),
  HARD_LINK('1'),
  SYMBOLIC_LINK('2'),
  CHARACTER_DEVICE('3'),
  BLOCK_DEVICE('4'),
  DIRECTORY('5'),
  FIFO('6');

  private final char flag;

  TarType(char flag) {
    this.flag = flag;
  }

  /** The type flag that POSIX gives it. */
  char flag() {
    return flag;
  }

  static TarType of(int flag) {
    if (flag == 0 || flag == '7') {
      return FILE; // before POSIX, and "contiguous", which nothing treats differently
    }
    for (TarType type : values()) {
      if (type.flag == flag) {
        return type;
      }
    }
    throw new MalformedTarException(
        "an entry is of type 0x" + Integer.toHexString(flag) + ", which isn't supported");
  }
}
