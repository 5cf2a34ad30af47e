package dev.lifeboat.storage.local;

import dev.lifeboat.storage.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a content, and insists on the size that it promised. */
final class ContentCopy {
  private ContentCopy() {}

  static void copy(Content content, OutputStream out) throws IOException {
    long size = content.size();
    try (InputStream in = content.open()) {
      long copied = in.transferTo(out);
      if (copied != size) {
        throw new EOFException("the content has " + copied + " bytes, and promised " + size);
      }
    }
  }
}
