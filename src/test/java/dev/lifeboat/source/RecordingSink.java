package dev.lifeboat.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps in memory what a source captures, and checks that it keeps to the contract. */
public final class RecordingSink implements CaptureSink {
  private final AtomicInteger open = new AtomicInteger();

  @Override
  public StreamWriter open(StreamShape shape) {
    open.incrementAndGet();
    return new Writer(shape);
  }

  /** How many writers were neither ended nor closed. */
  public int stillOpen() {
    return open.get();
  }

  /** The bytes of a stream that a capture names. */
  public static byte[] bytes(Capture capture, String name) {
    return capture.streams().stream()
        .filter(stream -> stream.name().path().equals(name))
        .map(stream -> ((Recorded) stream.stream()).content())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no stream '" + name + "' in " + names(capture)));
  }

  /** The names of a capture's streams. */
  public static List<String> names(Capture capture) {
    return capture.streams().stream().map(stream -> stream.name().path()).toList();
  }

  /** Writes all streams as files, as mongodump's directory form has them. */
  public static void writeTo(Path folder, Capture capture) {
    for (NamedStream stream : capture.streams()) {
      Path file = folder.resolve(stream.name().path());
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, ((Recorded) stream.stream()).content());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What was written. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
  public record Recorded(byte[] content, Fingerprint fingerprint) implements CapturedStream {
    @Override
    public long bytes() {
      return content.length;
    }
  }

  private final class Writer implements StreamWriter {
    private final StreamShape shape;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final FingerprintSum sum = new FingerprintSum();
    private boolean ended;

    Writer(StreamShape shape) {
      this.shape = shape;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      if (ended) {
        throw new IllegalStateException("written after its end");
      }
      if (shape == StreamShape.DOCUMENTS) {
        sum.addAll(buffer, offset, length);
      }
      content.write(buffer, offset, length);
    }

    @Override
    public CapturedStream end() {
      if (ended) {
        throw new IllegalStateException("ended twice");
      }
      ended = true;
      open.decrementAndGet();
      return new Recorded(content.toByteArray(), sum.fingerprint());
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        open.decrementAndGet();
      }
    }
  }
}
