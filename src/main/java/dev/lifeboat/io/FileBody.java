package dev.lifeboat.io;

import java.io.IOException;
import java.io.OutputStream;

/** Writes what a file shall hold. */
@FunctionalInterface
public interface FileBody {
  /**
   * Writes everything to the stream, which is buffered; needn't close it. If the file can't be
   * written, the stream throws {@link FileException}, which this passes on. An {@link IOException}
   * says that the body itself can't be had, such as an input that can't be read.
   */
  void writeTo(OutputStream out) throws IOException;

  static FileBody of(byte[] bytes) {
    return out -> out.write(bytes);
  }
}
