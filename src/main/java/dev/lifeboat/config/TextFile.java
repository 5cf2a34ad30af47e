package dev.lifeboat.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small text file, and says in people's words why that can't be done. */
final class TextFile {
  private static final int MOST_BYTES = 1 << 20;

  /** Why a file can't be read; the message completes "the file …". */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private UnreadableException(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private TextFile() {}

  /** The file's text, without a byte order mark. */
  static String read(Path path) throws UnreadableException {
    if (Files.isDirectory(path)) {
      throw new UnreadableException("is a folder");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UnreadableException("is larger than 1 MiB");
      }
      String text = decode(bytes);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new UnreadableException("doesn't exist");
    } catch (AccessDeniedException e) {
      throw new UnreadableException("can't be read: permission denied");
    } catch (IOException e) {
      throw new UnreadableException("can't be read: input/output error");
    }
  }

  private static String decode(byte[] bytes) throws UnreadableException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, out, true)
            .isError();
    if (malformed) {
      throw new UnreadableException("isn't UTF-8 text: see line " + line(bytes, in.position()));
    }
    return out.flip().toString();
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
