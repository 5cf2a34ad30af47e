package dev.lifeboat.source.volume;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tar streams on their way: read into a handler, or produced for somebody who reads. */
final class TarStream {
  private static final int PIECE = 1 << 18;
  private static final int PIPE = 1 << 20;

  private TarStream() {}

  /** Gives a whole stream to a handler. */
  interface Source {
    void into(TarHandler handler);
  }

  /**
   * Reads a stream to its end; a wish to stop ends it.
   *
   * @param stopped what is said of a wish to stop
   * @param advance told how many bytes came
   * @throws MalformedTarException if it isn't whole
   */
  static void read(InputStream tar, TarHandler handler, String stopped, Consumer<Integer> advance) {
    TarParser parser = new TarParser(handler);
    byte[] buffer = new byte[PIECE];
    try {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        requireUninterrupted(stopped);
        parser.accept(buffer, 0, read);
        advance.accept(read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parser.end();
  }

  /**
   * Has a stream produced on a thread of its own while it is read. A producer that fails ends the
   * reading with an error, and never with what looks like the end; its failure is what is thrown.
   */
  static void produce(Consumer<TarEmitter.Sink> producer, Consumer<InputStream> reader) {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    PipedOutputStream out = new PipedOutputStream();
    Thread thread;
    try (PipedInputStream pipe = new PipedInputStream(out, PIPE)) {
      thread = Thread.ofVirtual().start(() -> produce(producer, out, failure));
      reader.accept(new Honest(pipe, failure));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      RuntimeException cause = failure.get();
      throw cause == null ? e : cause;
    }
    // A producer whose reader has gone fails, and ends; here it has ended, or has nothing to write.
    join(thread);
    RuntimeException late = failure.get();
    if (late != null) {
      throw late;
    }
  }

  private static void produce(
      Consumer<TarEmitter.Sink> producer,
      PipedOutputStream out,
      AtomicReference<RuntimeException> failure) {
    try (out) {
      producer.accept(
          (buffer, offset, length) -> {
            try {
              out.write(buffer, offset, length);
              out.flush(); // wakes the reader, who would look once a second else
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      failure.compareAndSet(null, new UncheckedIOException(e));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void requireUninterrupted() {
    requireUninterrupted("interrupted");
  }

  private static void requireUninterrupted(String stopped) {
    if (Thread.currentThread().isInterrupted()) {
      throw Problem.of(Code.INTERRUPTED, stopped).exception();
    }
  }

  /** Tells the end of a stream from the end of its producer. */
  private static final class Honest extends InputStream {
    private final InputStream pipe;
    private final AtomicReference<RuntimeException> failure;

    Honest(InputStream pipe, AtomicReference<RuntimeException> failure) {
      this.pipe = pipe;
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      requireUninterrupted();
      int read = pipe.read(buffer, offset, length);
      RuntimeException cause = failure.get();
      if (read < 0 && cause != null) {
        throw new IOException("the stream's producer failed", cause);
      }
      return read;
    }
  }
}
