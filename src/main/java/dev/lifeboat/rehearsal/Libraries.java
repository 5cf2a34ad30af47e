package dev.lifeboat.rehearsal;

import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LooseFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the jars in a folder so that the JVM's cache takes all of their classes. It leaves out
 * those of signed jars, and each start checks the signatures, which nobody asked for; and those
 * that are older than Java 6, since they say nothing of the types at jumps, and each start looks
 * into every method for that.
 *
 * <p>The build runs this, and nobody else. What it wrote it leaves alone when it runs again.
 */
public final class Libraries {
  private static final int FIRST_WITH_TYPES = ClassFile.JAVA_6_VERSION;
  private static final int VERSION_AT = 6;

  /** The same source gives the same jars. */
  private static final LocalDateTime TIME = LocalDateTime.of(2001, 9, 9, 0, 0);

  private final ClassFile classes;

  private Libraries(ClassLoader loader) {
    classes =
        ClassFile.of(
            // Else methods would be taken over as they are.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
  }

  /** The one argument is the folder. */
  public static void main(String[] arguments) throws IOException {
    rewriteAll(Path.of(arguments[0]));
  }

  static void rewriteAll(Path folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new))) {
      Libraries libraries = new Libraries(loader);
      for (Path jar : jars) {
        libraries.rewrite(jar);
      }
    }
  }

  private void rewrite(Path jar) throws IOException {
    Map<String, byte[]> entries = read(jar);
    boolean signed = entries.keySet().removeIf(Libraries::isSignature);
    if (signed) {
      entries.computeIfPresent("META-INF/MANIFEST.MF", (_, bytes) -> withoutDigests(bytes));
    }
    List<String> old =
        entries.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".class") && isOld(entry.getValue()))
            .map(Map.Entry::getKey)
            // Of a module, which newer versions of Java look at.
            .filter(name -> !name.startsWith("META-INF/"))
            .toList();
    old.forEach(name -> entries.computeIfPresent(name, (_, bytes) -> withTypes(bytes)));
    if (signed || !old.isEmpty()) {
      write(jar, entries);
    }
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  /** As SHA-256-Digest, and SHA-256-Digest-fr of a file in one language. */
  private static boolean isDigest(Object attribute) {
    return attribute.toString().matches("(?i).+-Digest(-.+)?");
  }

  private static byte[] withoutDigests(byte[] bytes) {
    try {
      Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
      manifest
          .getEntries()
          .values()
          .removeIf(
              section -> {
                boolean signed = section.keySet().removeIf(Libraries::isDigest);
                return signed && section.isEmpty();
              });
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      manifest.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean isOld(byte[] bytes) {
    return (((bytes[VERSION_AT] & 0xff) << 8) | (bytes[VERSION_AT + 1] & 0xff)) < FIRST_WITH_TYPES;
  }

  private byte[] withTypes(byte[] bytes) {
    CodeTransform asItIs = (code, element) -> code.with(element);
    ClassTransform newer =
        (built, element) -> {
          if (element instanceof ClassFileVersion) {
            built.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            built.with(element);
          }
        };
    return classes.transformClass(
        classes.parse(bytes), ClassTransform.transformingMethodBodies(asItIs).andThen(newer));
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream file = Files.newInputStream(jar);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    LooseFiles.replace(
        jar,
        FileMode.READABLE,
        file -> {
          try (ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
              ZipEntry entry = new ZipEntry(each.getKey());
              // Unlike setTime it doesn't depend on the time zone.
              entry.setTimeLocal(TIME);
              out.putNextEntry(entry);
              out.write(each.getValue());
              out.closeEntry();
            }
          }
        });
  }
}
