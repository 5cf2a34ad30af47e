package dev.lifeboat.repository.zstd;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds libzstd among the resources of aircompressor and loads it. */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Loads libzstd for as long as the program runs.
   *
   * @throws dev.lifeboat.problem.ProblemException if there is none for this platform, or if it
   *     can't be loaded
   */
  static SymbolLookup load() {
    String resource =
        resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    try (InputStream library = ZstdNativeCompressor.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw Problem.of(
                Code.INTERNAL,
                "no zstd library for this platform: '" + resource + "'",
                "run Lifeboat on Linux or macOS, on amd64 or aarch64")
            .exception();
      }
      return load(library.readAllBytes());
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.of(
              Code.INTERNAL,
              "cannot load the zstd library: " + e.getMessage(),
              "name a folder that is writable and not mounted noexec:"
                  + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER")
          .causedBy(e);
    }
  }

  @SuppressWarnings("restricted") // the library is the one that our own dependency brings along
  private static SymbolLookup load(byte[] library) throws IOException {
    // Created with mode 0600, and written in place: nobody else can change it before it is loaded.
    Path file = Files.createTempFile("lifeboat-zstd-", ".lib");
    try {
      Files.write(file, library);
      return SymbolLookup.libraryLookup(file, Arena.global());
    } finally {
      // A loaded library stays mapped without its name, so that nothing is left behind.
      Files.deleteIfExists(file);
    }
  }

  /** Where the library for a platform is, as Java names its {@code os.name} and {@code os.arch}. */
  static String resource(String system, String processor) {
    boolean mac = system.startsWith("Mac");
    String machine = processor.equals("x86_64") ? "amd64" : processor;
    return "/aircompressor/%s-%s/libzstd.%s"
        .formatted(mac ? "macos" : "linux", machine, mac ? "dylib" : "so");
  }
}
