package dev.lifeboat.source.volume;

import static dev.lifeboat.source.volume.TarHeader.BLOCK;

import java.io.ByteArrayOutputStream;

/**
 * Takes a tar stream apart, piece by piece as it comes. What is in it is told to a handler; whether
 * it is whole is known only after {@link #end}. Not thread-safe.
 *
 * <p>An engine whose file shrinks while it is read ends the stream too early and says nothing, so
 * the two blocks of zeros at the end count.
 */
final class TarParser {
  /** More than any file system allows in attributes and names, and little enough to hold. */
  private static final int LONGEST_EXTENSION = 8 << 20;

  private final TarHandler handler;
  private final byte[] block = new byte[BLOCK];
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream extension = new ByteArrayOutputStream();
  private PaxRecords records = new PaxRecords();
  private State state = State.HEADER;
  private int filled;
  private int extensionFlag;
  private long left;
  private long padding;
  private int ends;

  private enum State {
    HEADER,
    EXTENSION,
    CONTENT,
    END
  }

  TarParser(TarHandler handler) {
    this.handler = handler;
  }

  /**
   * Takes more of the stream.
   *
   * @throws MalformedTarException if it isn't a tar stream
   */
  void accept(byte[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      at +=
          switch (state) {
            case HEADER -> header(buffer, at, end - at);
            case EXTENSION, CONTENT -> body(buffer, at, end - at);
            case END -> end - at; // what follows the end only fills up a record
          };
    }
  }

  /**
   * The stream is over.
   *
   * @throws MalformedTarException if its end was missing
   */
  void end() {
    if (state != State.END) {
      throw new MalformedTarException("the stream ends in the middle");
    }
  }

  private int header(byte[] buffer, int at, int length) {
    int taken = Math.min(BLOCK - filled, length);
    System.arraycopy(buffer, at, block, filled, taken);
    filled += taken;
    if (filled == BLOCK) {
      filled = 0;
      if (TarHeader.isEnd(block)) {
        ends++;
        state = ends == 2 ? State.END : State.HEADER;
      } else if (ends > 0) {
        throw new MalformedTarException("there is more after the first block of the end");
      } else {
        begin();
      }
    }
    return taken;
  }

  private void begin() {
    TarHeader header = new TarHeader(block);
    switch (header.flag()) {
      case 'x', 'L', 'K' -> extend(header);
      case 'g' -> throw new MalformedTarException("records for all entries aren't supported");
      case 'S' -> throw sparse();
      default -> enter(header);
    }
  }

  private static MalformedTarException sparse() {
    return new MalformedTarException("it leaves out the holes of sparse files (tar -S)");
  }

  private void extend(TarHeader header) {
    left = header.size();
    if (left < 0 || left > LONGEST_EXTENSION - head.size()) {
      throw new MalformedTarException("an extended header is too long");
    }
    extensionFlag = header.flag();
    extension.reset();
    head.write(block, 0, BLOCK);
    padding = padding(left);
    state = State.EXTENSION;
    over();
  }

  private void enter(TarHeader header) {
    if (records.isSparse()) {
      throw sparse();
    }
    TarEntry entry = entry(header);
    header.normalise();
    head.write(block, 0, BLOCK);
    handler.entry(entry, head.toByteArray());
    head.reset();
    records = new PaxRecords();
    left = entry.size();
    padding = padding(left);
    state = State.CONTENT;
    over();
  }

  private TarEntry entry(TarHeader header) {
    EntryName name = records.name(PaxRecords.PATH).orElseGet(header::name);
    TarType type = TarType.of(header.flag());
    if (type == TarType.FILE && name.raw().endsWith("/")) {
      type = TarType.DIRECTORY; // as it was before POSIX
    }
    boolean link = type == TarType.HARD_LINK || type == TarType.SYMBOLIC_LINK;
    return new TarEntry(
        type,
        name,
        link ? records.name(PaxRecords.LINK).orElseGet(header::link) : new EntryName(""),
        header.mode(),
        records.number("uid").orElseGet(header::owner),
        records.number("gid").orElseGet(header::group),
        records.number("mtime").orElseGet(header::seconds),
        // Only files have content; some writers tell the size of what a link points to.
        type == TarType.FILE ? records.number("size").orElseGet(header::size) : 0,
        header.major(),
        header.minor(),
        records.attributes());
  }

  private int body(byte[] buffer, int at, int length) {
    int taken = (int) Math.min(left, length);
    if (taken > 0) {
      if (state == State.CONTENT) {
        handler.content(buffer, at, taken);
      } else {
        extension.write(buffer, at, taken);
        head.write(buffer, at, taken);
      }
      left -= taken;
    }
    int skipped = left > 0 ? 0 : (int) Math.min(padding, length - taken);
    if (skipped > 0 && state == State.EXTENSION) {
      head.write(new byte[skipped], 0, skipped);
    }
    padding -= skipped;
    over();
    return taken + skipped;
  }

  /** Goes on to the next header once all of the present body is there. */
  private void over() {
    if (left > 0 || padding > 0) {
      return;
    }
    if (state == State.CONTENT) {
      handler.endOfEntry();
    } else {
      extended(extension.toByteArray());
    }
    state = State.HEADER;
  }

  private void extended(byte[] bytes) {
    switch (extensionFlag) {
      case 'L' -> records.put(PaxRecords.PATH, name(bytes));
      case 'K' -> records.put(PaxRecords.LINK, name(bytes));
      default -> records.addAll(bytes);
    }
  }

  private static EntryName name(byte[] bytes) {
    String raw = EntryName.of(bytes, 0, bytes.length).raw();
    int end = raw.indexOf('\0');
    return new EntryName(end < 0 ? raw : raw.substring(0, end));
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }
}
