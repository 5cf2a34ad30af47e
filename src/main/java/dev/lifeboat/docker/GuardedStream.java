package dev.lifeboat.docker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A stream from an engine that may take hours, but not be silent for long: then its connection is
 * broken, and reading fails. A reader that is slow is another matter.
 */
final class GuardedStream extends InputStream {
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final InputStream in;
  private final EngineAddress address;
  private final String what;
  private final Thread watch;

  /** When the present read began, or 0 when none is under way. */
  private volatile long reading;

  private volatile boolean silent;

  GuardedStream(InputStream in, EngineAddress address, String what) {
    this.in = in;
    this.address = address;
    this.what = what;
    this.watch = Thread.ofVirtual().name("watch " + what).start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        long since = reading;
        if (since != 0 && System.nanoTime() - since > SILENCE.toNanos()) {
          silent = true;
          in.close();
          return;
        }
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      // Closed by its owner, or broken anyway.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    reading = System.nanoTime() | 1;
    try {
      return in.read(buffer, offset, length);
    } catch (IOException | RuntimeException e) {
      throw EngineFailures.of(
          address,
          what,
          silent ? new IOException("nothing came for " + SILENCE.toMinutes() + " minutes", e) : e);
    } finally {
      reading = 0;
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    in.close();
  }
}
