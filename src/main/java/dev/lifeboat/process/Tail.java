package dev.lifeboat.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Reads a stream to its end in a thread of its own and keeps the last part of it. */
final class Tail {
  private static final int LIMIT = 1 << 20;

  private final Thread reader;
  private byte[] kept = new byte[0];

  Tail(InputStream in, String name) {
    reader = Thread.ofPlatform().daemon().name(name).start(() -> drain(in));
  }

  private void drain(InputStream in) {
    var buffer = new byte[16 << 10];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException e) {
      // The stream breaks when the process is killed; what was read until then is what there is.
    }
  }

  private synchronized void append(byte[] bytes, int length) {
    int stay = Math.min(kept.length, LIMIT - length);
    byte[] next = Arrays.copyOfRange(kept, kept.length - stay, kept.length + length);
    System.arraycopy(bytes, 0, next, stay, length);
    kept = next;
  }

  /** Waits for the end of the stream, but not longer than that. */
  String text(Duration patience) throws InterruptedException {
    var ended = reader.join(patience);
    synchronized (this) {
      return new String(kept, StandardCharsets.UTF_8) + (ended ? "" : "\n(more may follow)");
    }
  }
}
