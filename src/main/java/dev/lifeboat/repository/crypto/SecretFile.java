package dev.lifeboat.repository.crypto;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that hold secret keys: only their owner may read them, and none is ever overwritten. */
final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** Larger than any key file; nothing larger is read. */
  private static final int LIMIT = 64 * 1024;

  private SecretFile() {}

  /**
   * @param what what the file holds, as people call it
   */
  static String read(Path file, String what) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      mode.retainAll(OTHERS);
      if (!mode.isEmpty()) {
        throw Problem.of(
                Code.FILE_MODE,
                "the %s '%s' is open to others than its owner".formatted(what, file),
                "chmod 600 '%s'".formatted(file))
            .exception();
      }
      if (Files.size(file) > LIMIT) {
        throw damaged(file, what, "it is too large").exception();
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw Problem.of(
              Code.KEY_MISSING,
              "there is no %s '%s'".formatted(what, file),
              "put the file there from the recovery kit, or correct its path in the configuration")
          .causedBy(e);
    } catch (IOException e) {
      throw Problem.of(
              Code.KEY_MISSING,
              "cannot read the %s '%s'".formatted(what, file),
              "run Lifeboat as the owner of the file")
          .causedBy(e);
    }
  }

  /** Creates a file with mode 0600 that survives a power failure. */
  static void create(Path file, String content) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw Problem.of(
              Code.FILE_EXISTS,
              "'%s' exists already".formatted(file),
              "keep it, or name another file: a key is never overwritten")
          .causedBy(e);
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_DENIED, "cannot write '%s'".formatted(file)).causedBy(e);
    }
  }

  static Problem damaged(Path file, String what, String reason) {
    return Problem.of(
        Code.KEY_DAMAGED,
        "'%s' is not a whole %s: %s".formatted(file, what, reason),
        "put the file there again from the recovery kit");
  }
}
