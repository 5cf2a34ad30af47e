package dev.lifeboat.storage.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Part of a file as a stream. */
final class FileRange extends InputStream {
  private final FileChannel channel;
  private final InputStream in;
  private long left;

  private FileRange(FileChannel channel, long length) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
    this.left = length;
  }

  static FileRange open(Path file, long offset, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      channel.position(offset);
      return new FileRange(channel, length);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (left == 0 && length > 0) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
