package dev.lifeboat.source.volume;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.StreamWriter;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/** Passes a volume's tar stream on, written anew, and counts and fingerprints what is in it. */
final class TarCapture implements TarHandler {
  private final TarEmitter emitter;
  private final TarFingerprint fingerprint = new TarFingerprint();

  private TarCapture(StreamWriter writer) {
    this.emitter = new TarEmitter(writer::write);
  }

  /** A stream that was stored, and what is in it. */
  record Taken(CapturedStream stream, VolumeContent content) {}

  /**
   * Reads a stream to its end. It is not closed, and the writer is ended only if all was well.
   *
   * @throws MalformedTarException if it isn't a whole tar stream
   */
  static Taken run(InputStream tar, StreamWriter writer, Progress.Phase progress) {
    return run(tar, writer, progress, capture -> capture);
  }

  /**
   * The same.
   *
   * @param change passes on what shall be stored
   */
  static Taken run(
      InputStream tar,
      StreamWriter writer,
      Progress.Phase progress,
      UnaryOperator<TarHandler> change) {
    TarCapture capture = new TarCapture(writer);
    TarStream.read(
        tar, change.apply(capture), "interrupted while a volume was read", progress::advance);
    capture.emitter.end();
    return new Taken(writer.end(), capture.fingerprint.content());
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    fingerprint.entry(entry, head);
    emitter.entry(entry, head);
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    fingerprint.content(buffer, offset, length);
    emitter.content(buffer, offset, length);
  }

  @Override
  public void endOfEntry() {
    fingerprint.endOfEntry();
    emitter.endOfEntry();
  }
}
