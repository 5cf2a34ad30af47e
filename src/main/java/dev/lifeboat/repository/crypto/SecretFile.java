package dev.lifeboat.repository.crypto;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that hold secret keys: only their owner may read them, and none is ever overwritten. */
final class SecretFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** More than any key file has; nothing larger is read. */
  private static final int LIMIT = 64 * 1024;

  private SecretFile() {}

  /**
   * Reads a file that is private to its owner.
   *
   * @param what what the file is, as people call it
   */
  static String read(Path file, String what) {
    // Opened before its mode is looked at: a file that can't be opened has the better reason.
    try (InputStream in = Files.newInputStream(file)) {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw Problem.of(
                Code.FILE_MODE,
                "others than its owner may use the %s '%s'".formatted(what, file),
                "chmod 600 '%s'".formatted(file))
            .exception();
      }
      byte[] content = in.readNBytes(LIMIT + 1);
      if (content.length > LIMIT) {
        throw damaged(file, what, "it has more than 64 KiB");
      }
      return new String(content, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw Problem.of(
              Code.KEY_MISSING,
              "there is no %s '%s'".formatted(what, file),
              "put it there from the recovery kit, or correct its path in the configuration")
          .causedBy(e);
    } catch (IOException e) {
      throw Problem.of(
              Code.KEY_MISSING,
              String.valueOf(FileException.cannot("read the " + what, file, e).getMessage()),
              "run Lifeboat as the owner of the file")
          .causedBy(e);
    }
  }

  /** Creates a file that is durable, and private from the first moment. */
  static void create(Path file, String content) {
    try {
      DurableFiles.create(
          file, FileMode.PRIVATE, FileBody.of(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (FileException e) {
      Code code =
          switch (e.reason()) {
            case EXISTS -> Code.FILE_EXISTS;
            case MISSING -> Code.STORAGE_NOT_FOUND;
            case DENIED, READ_ONLY -> Code.STORAGE_DENIED;
            case NO_SPACE -> Code.STORAGE_FULL;
            case OTHER -> Code.STORAGE_UNAVAILABLE;
          };
      throw Problem.of(
              code,
              String.valueOf(e.getMessage()),
              "name a new file in a folder that you can write to; a key is never overwritten")
          .causedBy(e);
    }
  }

  static ProblemException damaged(Path file, String what, String reason) {
    return damaged("the %s '%s'".formatted(what, file), reason);
  }

  static ProblemException damaged(String subject, String reason) {
    return Problem.of(
            Code.KEY_DAMAGED,
            "%s is not usable: %s".formatted(subject, reason),
            "put the file there again from the recovery kit")
        .exception();
  }
}
