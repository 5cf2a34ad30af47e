package dev.lifeboat.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar with one class and those inside it. */
final class Jar {
  private Jar() {}

  static byte[] of(Class<?> type) {
    String name = type.getName().replace('.', '/');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (String each : names(type)) {
        jar.putNextEntry(new ZipEntry(name.substring(0, name.lastIndexOf('/') + 1) + each));
        try (InputStream in = type.getResourceAsStream(each)) {
          jar.write(in == null ? new byte[0] : in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<String> names(Class<?> type) throws IOException {
    String own = type.getSimpleName();
    Path place =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolve(type.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.equals(own + ".class") || each.startsWith(own + "$"))
          .sorted()
          .toList();
    }
  }
}
