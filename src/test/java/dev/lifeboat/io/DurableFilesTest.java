package dev.lifeboat.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {
  @TempDir private Path folder;

  @Test
  void createsAFileWithItsMode() throws IOException {
    for (FileMode mode : FileMode.values()) {
      Path file = folder.resolve(mode.name());
      DurableFiles.create(file, mode, text("x"));
      assertThat(file).hasContent("x");
    }
    assertThat(mode("PRIVATE")).isEqualTo("rw-------");
    assertThat(mode("PRIVATE_READ_ONLY")).isEqualTo("r--------");
    assertThat(mode("READABLE")).startsWith("rw-r");
    assertThat(names())
        .containsExactlyInAnyOrder("PRIVATE", "PRIVATE_READ_ONLY", "READABLE", "GROUP_READ_ONLY");
  }

  @Test
  void aSecretIsPrivateWhileItIsWritten() throws IOException {
    DurableFiles.create(
        folder.resolve("key"),
        FileMode.PRIVATE,
        out -> {
          out.write("secret".getBytes(UTF_8));
          out.flush();
          assertThat(names()).singleElement().asString().startsWith(".tmp-");
          assertThat(mode(names().getFirst())).isEqualTo("rw-------");
        });
    assertThat(folder.resolve("key")).hasContent("secret");
  }

  @Test
  void writesLargeBodiesWhole() throws IOException {
    byte[] bytes = new byte[1_000_003];
    new Random(5).nextBytes(bytes);
    DurableFiles.create(
        folder.resolve("large"),
        FileMode.PRIVATE,
        out -> {
          out.write(bytes[0]);
          out.write(bytes, 1, 300_000);
          out.write(bytes, 300_001, bytes.length - 300_001);
        });
    assertThat(folder.resolve("large")).hasBinaryContent(bytes);
  }

  @Test
  void neverReplacesWhenItCreates() throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, "old");
    assertFails(Reason.EXISTS, () -> DurableFiles.create(file, FileMode.PRIVATE, text("new")))
        .hasMessage("cannot create '" + file + "': it exists already");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("config");
  }

  @Test
  void neverReplacesAFileThatCameWhileItWasWriting() throws IOException {
    Path file = folder.resolve("config");
    assertFails(
        Reason.EXISTS,
        () ->
            DurableFiles.create(
                file,
                FileMode.PRIVATE,
                out -> {
                  out.write('n');
                  Files.writeString(file, "quicker");
                }));
    assertThat(file).hasContent("quicker");
    assertThat(names()).containsExactly("config");
  }

  @Test
  void takesALinkThatPointsNowhereForAFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertFails(Reason.EXISTS, () -> DurableFiles.create(link, FileMode.PRIVATE, text("x")));
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void replacesAFileAndItsMode() throws IOException {
    Path file = folder.resolve("state");
    DurableFiles.create(file, FileMode.READABLE, text("one"));
    DurableFiles.replace(file, FileMode.PRIVATE, text("two"));
    assertThat(file).hasContent("two");
    assertThat(mode("state")).isEqualTo("rw-------");
    DurableFiles.replace(folder.resolve("first"), FileMode.PRIVATE, text("new"));
    assertThat(names()).containsExactlyInAnyOrder("state", "first");
  }

  @Test
  void replacesALinkAndNotWhatItPointsTo() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other");
    Path link = Files.createSymbolicLink(folder.resolve("link"), other);
    DurableFiles.replace(link, FileMode.PRIVATE, text("new"));
    assertThat(other).hasContent("other");
    assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void keepsTheOldFileIfTheBodyFails() throws IOException {
    Path file = Files.writeString(folder.resolve("state"), "old");
    FileBody broken =
        out -> {
          out.write(new byte[200_000]);
          throw new IOException("the input broke");
        };
    assertThatThrownBy(() -> DurableFiles.replace(file, FileMode.PRIVATE, broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the input broke");
    assertThatThrownBy(() -> DurableFiles.create(folder.resolve("new"), FileMode.PRIVATE, broken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("state");
  }

  @Test
  void saysThatTheFolderIsMissing() {
    Path file = folder.resolve("no/such");
    assertFails(Reason.MISSING, () -> DurableFiles.create(file, FileMode.PRIVATE, text("x")))
        .hasMessage("cannot create '" + file + "': there is no such file or folder");
    assertFails(Reason.MISSING, () -> DurableFiles.replace(file, FileMode.PRIVATE, text("x")));
    DurableFiles.delete(file);
  }

  @Test
  void createsFoldersWithTheirMode() throws IOException {
    Files.createDirectory(
        folder.resolve("a"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    DurableFiles.createFolders(folder.resolve("a/b/c"), FileMode.PRIVATE);
    DurableFiles.createFolders(folder.resolve("a/b/c"), FileMode.READABLE);
    assertThat(mode("a")).isEqualTo("rwxr-xr-x");
    assertThat(mode("a/b")).isEqualTo("rwx------");
    assertThat(mode("a/b/c")).isEqualTo("rwx------");
  }

  @Test
  void createsNoFolderWhereAFileIs() throws IOException {
    Files.createFile(folder.resolve("file"));
    assertFails(
        Reason.EXISTS, () -> DurableFiles.createFolders(folder.resolve("file"), FileMode.PRIVATE));
    assertThatThrownBy(() -> DurableFiles.createFolders(folder.resolve("file/x"), FileMode.PRIVATE))
        .isInstanceOf(FileException.class);
  }

  @Test
  void deletesAFileOrNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("x"));
    DurableFiles.delete(file);
    DurableFiles.delete(file);
    assertThat(names()).isEmpty();
  }

  @Test
  void sweepsOnlyTemporaryFilesThatNobodyWritesAnyMore() throws IOException {
    Path old = aged(".tmp-old", Duration.ofHours(25));
    Path young = aged(".tmp-young", Duration.ofHours(23));
    Path other = aged("other", Duration.ofDays(30));
    Path hidden = aged(".hidden", Duration.ofDays(30));
    DurableFiles.sweep(folder);
    assertThat(old).doesNotExist();
    assertThat(names()).containsExactlyInAnyOrder(name(young), name(other), name(hidden));
    DurableFiles.sweep(folder.resolve("missing"));
  }

  private Path aged(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static FileBody text(String text) {
    return FileBody.of(text.getBytes(UTF_8));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(DurableFilesTest::name).toList();
    }
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Reason reason, ThrowableAssert.ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            FileException.class, e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
