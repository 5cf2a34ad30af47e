package dev.lifeboat.repository;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that a test calls. */
final class Tools {
  private Tools() {}

  /** Where a program is. Without it the test is skipped; with {@code CI=true} it fails. */
  static Path find(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      fail(program + " is not on the PATH");
    }
    Assumptions.abort(program + " is not on the PATH");
    throw new AssertionError();
  }

  /** Makes a folder with programs that call others, to be a PATH with these alone. */
  static Path folderWith(Path folder, List<String> programs) throws IOException {
    Files.createDirectory(folder);
    for (String program : programs) {
      Path file = folder.resolve(program);
      Files.writeString(file, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(find(program)));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }
}
