package dev.lifeboat.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What lies in every repository so that a backup can be restored without Lifeboat. */
final class BreakGlass {
  static final List<String> FILES = List.of("RESTORE.md", "restore.sh");

  private BreakGlass() {}

  static byte[] content(String file) {
    try (InputStream in = BreakGlass.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
