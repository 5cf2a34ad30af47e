package dev.lifeboat.docker;

import dev.lifeboat.process.Command;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The files of an image, collected in a temporary tar file. */
final class TarFolder {
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");

  private final Path file;
  private final TarArchiveOutputStream tar;
  private final Set<String> known = new LinkedHashSet<>();

  TarFolder() {
    try {
      file = Files.createTempFile("lifeboat-image-", ".tar");
      OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
      tar = new TarArchiveOutputStream(out);
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void folder(String path, int mode) {
    if (known.add(path)) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1) + "/");
      entry.setMode(mode | 040000);
      entry.setModTime(0);
      put(entry, new byte[0]);
    }
  }

  void file(String path, int mode, String text) {
    file(path, mode, TestImage.bytes(text));
  }

  void file(String path, int mode, byte[] content) {
    if (known.add(path)) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1));
      entry.setMode(mode | 0100000);
      entry.setModTime(0);
      entry.setSize(content.length);
      put(entry, content);
    }
  }

  private void link(String path, String target) {
    if (known.add(path)) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1), TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      entry.setModTime(0);
      put(entry, new byte[0]);
    }
  }

  /** A program with the libraries that it is linked to. */
  void program(String path, Path program) {
    copy(path, program, 0755);
    libraries(program);
  }

  /** Those that it is linked to; a static program has none. */
  void libraries(Path program) {
    Matcher found = LIBRARY.matcher(Command.of("ldd", program.toString()).run().output());
    while (found.find()) {
      Path library = Path.of(found.group(1));
      // What a program brings along is where it looks for it.
      if (!library.normalize().startsWith(Path.of("target").toAbsolutePath())) {
        copy(found.group(1), library, 0755);
      }
    }
  }

  /** Each of its tools gets a name. */
  void busybox(Path program) {
    program("/bin/busybox", program);
    for (String tool : Command.of(program.toString(), "--list").output().split("\n", -1)) {
      if (!tool.isBlank() && !tool.equals("busybox")) {
        link("/bin/" + tool, "busybox");
      }
    }
  }

  void tree(String path, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted().toList()) {
        String name = path + "/" + folder.relativize(each);
        if (Files.isSymbolicLink(each)) {
          link(name, Files.readSymbolicLink(each).toString());
        } else if (Files.isRegularFile(each)) {
          copy(name, each, Files.isExecutable(each) ? 0755 : 0644);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class as it is, and the libraries of this JVM that the driver consists of. */
  void jars(String path, Class<?> program) {
    for (String place :
        Arrays.asList(System.getProperty("java.class.path").split(":", -1)).stream()
            .filter(each -> each.matches(".*/(bson|mongodb|slf4j)[^/]*\\.jar"))
            .toList()) {
      copy(path + "/" + Path.of(place).getFileName(), Path.of(place), 0644);
    }
    file(path + "/program.jar", 0644, Jar.of(program));
  }

  private void copy(String path, Path from, int mode) {
    try {
      file(path, mode, Files.readAllBytes(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(TarArchiveEntry entry, byte[] content) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it; the file goes with the stream. */
  InputStream stream() throws IOException {
    tar.close();
    InputStream in = Files.newInputStream(file);
    Files.delete(file);
    return in;
  }
}
