package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Why a file operation failed, as far as callers act on it. */
public enum Reason {
  /** The file, or the folder that it should be in, isn't there. */
  MISSING("there is no such file or folder"),
  EXISTS("it exists already"),
  DENIED("access is denied"),
  READ_ONLY("the file system is read-only"),
  /** The file system is full, out of inodes, or the quota is used up. */
  NO_SPACE("no space is left"),
  /** Anything else; the message has the operating system's words. */
  OTHER("");

  /** A file system with less than this is full: what is left are rounding and reserves. */
  private static final long NEXT_TO_NOTHING = 64 * 1024;

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /**
   * Java has types for few of the operating system's errors; the others differ only in their text,
   * and that is in the language of the process. So where the text isn't known, the file system is
   * asked.
   */
  static Reason of(IOException error, Path file) {
    return switch (error) {
      case NoSuchFileException _ -> MISSING;
      case FileAlreadyExistsException _ -> EXISTS;
      case AccessDeniedException _ -> DENIED;
      default -> {
        Reason known = ofText(systemText(error));
        yield known == OTHER ? ofFileSystem(file) : known;
      }
    };
  }

  String words(IOException error) {
    if (this != OTHER) {
      return words;
    }
    String text = systemText(error);
    return text.isEmpty() ? "input or output failed" : lowerFirst(text);
  }

  private static Reason ofText(String text) {
    return switch (text) {
      case "No space left on device", "Disk quota exceeded", "Disc quota exceeded" -> NO_SPACE;
      case "Read-only file system" -> READ_ONLY;
      case "Operation not permitted", "Permission denied" -> DENIED;
      default -> OTHER;
    };
  }

  private static Reason ofFileSystem(Path file) {
    try {
      FileStore store = Files.getFileStore(nearest(file.toAbsolutePath()));
      if (store.isReadOnly()) {
        return READ_ONLY;
      }
      return store.getUsableSpace() < NEXT_TO_NOTHING ? NO_SPACE : OTHER;
    } catch (IOException unknown) {
      return OTHER;
    }
  }

  /** The file, or else the folder above it that is there. */
  private static Path nearest(Path file) {
    Path parent = file.getParent();
    return parent == null || Files.exists(file) ? file : nearest(parent);
  }

  private static String systemText(IOException error) {
    String text =
        error instanceof FileSystemException located ? located.getReason() : error.getMessage();
    return text == null ? "" : text;
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
