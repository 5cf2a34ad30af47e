package dev.lifeboat.config;

import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the passphrase of an encrypted dump comes from: never from the command line itself. */
public final class Passphrase {
  /** The environment variable. */
  public static final String VARIABLE = "LIFEBOAT_PASSPHRASE";

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final int LIMIT = 64 * 1024;

  private Passphrase() {}

  /**
   * Reads the first line of the file, as gpg does; without a file, the variable.
   *
   * @return empty if neither is there
   * @throws dev.lifeboat.problem.ProblemException PASSPHRASE_MISSING if the file can't be read or
   *     is empty, FILE_MODE if others may read it
   */
  public static Optional<Secret> of(Optional<Path> file, Map<String, String> environment) {
    return file.map(Passphrase::read)
        .or(
            () ->
                Optional.ofNullable(environment.get(VARIABLE))
                    .filter(text -> !text.isEmpty())
                    .map(Secret::new));
  }

  private static Secret read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw Problem.of(
                Code.FILE_MODE,
                "others than its owner may use the passphrase file '%s'".formatted(file),
                "chmod 600 '%s'".formatted(file))
            .exception();
      }
      String content = new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
      String first = content.lines().findFirst().orElse("");
      if (first.isEmpty()) {
        throw missing("the first line of the passphrase file '%s' is empty".formatted(file));
      }
      return new Secret(first);
    } catch (NoSuchFileException e) {
      throw missing("there is no passphrase file '%s'".formatted(file));
    } catch (IOException e) {
      throw missing(
          String.valueOf(FileException.cannot("read the passphrase file", file, e).getMessage()));
    }
  }

  private static RuntimeException missing(String fact) {
    return Problem.of(
            Code.PASSPHRASE_MISSING,
            fact,
            "write the passphrase into it, as its first line, and keep it to yourself: chmod 600")
        .exception();
  }
}
