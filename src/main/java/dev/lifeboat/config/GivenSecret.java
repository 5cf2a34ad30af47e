package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A secret, or the file that holds it: read when it is needed, so that it can be changed. */
public sealed interface GivenSecret {
  /**
   * The secret itself.
   *
   * @throws dev.lifeboat.problem.ProblemException CONFIG_INVALID if its file can't be read or is
   *     empty, FILE_MODE if others may read it
   */
  Secret get();

  /** One that the configuration or a variable holds. */
  record Text(Secret secret) implements GivenSecret {
    @Override
    public Secret get() {
      return secret;
    }
  }

  /** The first line of a file. */
  record InFile(Path file) implements GivenSecret {
    private static final Set<PosixFilePermission> OWNER =
        PosixFilePermissions.fromString("rwx------");
    private static final int LIMIT = 64 * 1024;

    @Override
    public Secret get() {
      try (InputStream in = Files.newInputStream(file)) {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
          throw Problem.of(
                  Code.FILE_MODE,
                  "others than its owner may use '%s', which holds a secret".formatted(file),
                  "chmod 600 '%s'".formatted(file))
              .exception();
        }
        String text = new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
        String first = text.lines().findFirst().orElse("").strip();
        if (first.isEmpty()) {
          throw unreadable("is empty");
        }
        return new Secret(first);
      } catch (IOException e) {
        throw unreadable("can't be read");
      }
    }

    private RuntimeException unreadable(String why) {
      return Problem.of(
              Code.CONFIG_INVALID,
              "the file '%s', which should hold a secret, %s".formatted(file, why),
              "write the secret into it, as its first line, and keep it to yourself: chmod 600")
          .exception();
    }
  }
}
