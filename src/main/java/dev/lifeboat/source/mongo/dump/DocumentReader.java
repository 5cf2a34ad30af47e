package dev.lifeboat.source.mongo.dump;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Reads documents that follow one another. */
final class DocumentReader {
  /** What stands where a document would begin, if no document comes any more. */
  static final int TERMINATOR = -1;

  private final DumpWindow window;
  private final String of;

  /**
   * @param of what the positions in messages are of, such as {@code of the archive}
   */
  DocumentReader(DumpWindow window, String of) {
    this.window = window;
    this.of = of;
  }

  /** Takes documents; {@code position} is where in the stream they begin. */
  @FunctionalInterface
  interface Run {
    void documents(byte[] buffer, int offset, int length, long position);
  }

  /** How reading ended. */
  sealed interface End {
    /** At a terminator, which has been read. */
    record Terminator() implements End {}

    /** Where the stream ends, after a whole document. */
    record Stream() implements End {}

    /** What is there isn't a document. */
    record Broken(String what) implements End {}
  }

  /** Reads until something else comes than a document whose length fits. */
  End read(Run to) throws IOException {
    while (true) {
      run(to);
      long position = window.position();
      if (!window.has(4)) {
        return window.available() == 0
            ? new End.Stream()
            : new End.Broken("is cut off at byte %s".formatted(at(position + window.available())));
      }
      int length = BsonCheck.int32(window.buffer(), window.start());
      if (length == TERMINATOR) {
        window.skip(4);
        return new End.Terminator();
      }
      Optional<String> trouble = require(length);
      if (trouble.isPresent()) {
        return new End.Broken(trouble.get());
      }
    }
  }

  /** Has one document of this length in the window; empty, or what is wrong with it. */
  Optional<String> require(int length) throws IOException {
    long position = window.position();
    if (length < 5 || length > DumpWindow.LONGEST) {
      return Optional.of("is damaged at byte %s: no document begins there".formatted(at(position)));
    }
    if (!window.has(length)) {
      return Optional.of(
          "is cut off at byte %s: the document that begins at byte %s has %s bytes"
              .formatted(at(position + window.available()), number(position), number(length)));
    }
    if (window.buffer()[window.start() + length - 1] != 0) {
      return Optional.of(
          "is damaged: the document at byte %s does not end where its length says"
              .formatted(at(position)));
    }
    return Optional.empty();
  }

  /** Such as {@code 1,234 of the archive}. */
  String at(long position) {
    return number(position) + " " + of;
  }

  /** Passes on the whole documents that are in the window. */
  private void run(Run to) {
    byte[] buffer = window.buffer();
    int first = window.start();
    int at = first;
    while (window.end() - at >= 4) {
      int length = BsonCheck.int32(buffer, at);
      if (length < 5 || length > window.end() - at || buffer[at + length - 1] != 0) {
        break;
      }
      at += length;
    }
    if (at > first) {
      to.documents(buffer, first, at - first, window.position());
      window.skip(at - first);
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
