package dev.lifeboat.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes to a channel. Its failures are {@link FileException}s, to tell them from those of a body
 * that reads something else.
 */
final class ChannelSink extends OutputStream {
  /** Java keeps a buffer outside the heap as large as the largest write of each thread. */
  private static final int SLICE = 128 * 1024;

  private final FileChannel channel;
  private final Path target;
  private long written;

  ChannelSink(FileChannel channel, Path target) {
    this.channel = channel;
    this.target = target;
  }

  long written() {
    return written;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      for (int done = 0; done < length; ) {
        int slice = Math.min(SLICE, length - done);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset + done, slice);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        done += slice;
        written += slice;
      }
    } catch (IOException e) {
      throw FileException.cannot("write", target, e);
    }
  }
}
