package dev.lifeboat.docker;

import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A small Java for containers. It is made once, and kept with what the build makes. */
final class JavaRuntime {
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.security.sasl,jdk.httpserver,"
          + "jdk.net,jdk.unsupported";

  private JavaRuntime() {}

  static Path folder() {
    Path made = Path.of("target", "test-java-" + Runtime.version().feature()).toAbsolutePath();
    if (!Files.isExecutable(made.resolve("bin/java"))) {
      Path java = Path.of(System.getProperty("java.home"));
      Path fresh = made.resolveSibling("test-java-" + ProcessHandle.current().pid());
      var _ =
          Command.of(java.resolve("bin/jlink").toString())
              .with("--add-modules", MODULES, "--output", fresh.toString())
              .with("--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-1")
              .withTimeout(Duration.ofMinutes(5))
              .output();
      if (!fresh.toFile().renameTo(made.toFile())) {
        throw new IllegalStateException("cannot move '" + fresh + "' to '" + made + "'");
      }
    }
    return made;
  }

  /** Its program and its libraries. */
  static List<Path> binaries() {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(each -> each.endsWith("bin/java") || each.toString().endsWith(".so"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
