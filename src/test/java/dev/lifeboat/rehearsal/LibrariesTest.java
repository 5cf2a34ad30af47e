package dev.lifeboat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  private static final ClassDesc OLD = ClassDesc.of("old.Larger");
  private static final MethodTypeDesc TWO_INTS =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

  private static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Multi-Release: true

      Name: a.txt
      SHA-256-Digest: eA==

      Name: some/package/
      Sealed: true
      SHA-256-Digest: eA==

      """;

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void nameJar() {
    jar = folder.resolve("some.jar");
  }

  @Test
  void takesSignaturesOffAndLeavesTheRest() throws IOException {
    write(
        Map.of(
            "META-INF/MANIFEST.MF",
            text(MANIFEST),
            "META-INF/SOME.SF",
            text("signed"),
            "META-INF/SOME.RSA",
            text("signature"),
            "META-INF/LICENSE",
            text("do what you like"),
            "a.txt",
            text("content")));

    Libraries.rewriteAll(folder);

    assertThat(read().keySet())
        .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/LICENSE", "a.txt");
    assertThat(read("a.txt")).isEqualTo(text("content"));
    assertThat(new String(read("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8))
        .contains("Multi-Release: true", "Name: some/package/", "Sealed: true")
        .doesNotContain("Digest", "a.txt");
  }

  @Test
  void givesOldClassesTheTypesThatNewOnesNeed() throws Exception {
    write(Map.of("old/Larger.class", larger(ClassFile.JAVA_5_VERSION)));

    Libraries.rewriteAll(folder);

    assertThat(read("old/Larger.class")[7]).isEqualTo((byte) ClassFile.JAVA_8_VERSION);
    // The JVM checks the types before it runs the method.
    assertThat(call(3, 4)).isEqualTo(4);
    assertThat(call(9, 4)).isEqualTo(9);
  }

  /** Else the test above would pass whatever is rewritten. */
  @Test
  void ofNewClassesTheJvmWantsTypes() throws IOException {
    write(Map.of("old/Larger.class", larger(ClassFile.JAVA_8_VERSION)));

    assertThatThrownBy(() -> call(3, 4)).isInstanceOf(VerifyError.class);
  }

  @Test
  void leavesOtherJarsAloneAndItsOwn() throws IOException {
    write(Map.of("META-INF/SOME.SF", text("signed"), "a.txt", text("content")));
    Path other = folder.resolve("other.jar");
    Files.write(other, text("no jar at all"));

    Libraries.rewriteAll(folder);
    byte[] once = Files.readAllBytes(jar);
    Libraries.rewriteAll(folder);

    assertThat(jar).hasBinaryContent(once);
    assertThat(other).hasBinaryContent(text("no jar at all"));
  }

  /** Branches, and says nothing of types, as a compiler for Java 5 did. */
  private static byte[] larger(int version) {
    return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
        .build(
            OLD,
            built ->
                built
                    .withVersion(version, 0)
                    .withMethodBody(
                        "larger",
                        TWO_INTS,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.iload(0)
                                .iload(1)
                                .ifThenElse(
                                    Opcode.IF_ICMPGT,
                                    first -> first.iload(0),
                                    second -> second.iload(1))
                                .ireturn()));
  }

  private Object call(int one, int other) throws Exception {
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      return loader
          .loadClass("old.Larger")
          .getMethod("larger", int.class, int.class)
          .invoke(null, one, other);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }

  private byte[] read(String name) throws IOException {
    return Objects.requireNonNull(read().get(name));
  }

  private Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }
}
