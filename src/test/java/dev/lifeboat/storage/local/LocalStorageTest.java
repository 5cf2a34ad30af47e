package dev.lifeboat.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder does beyond the contract. */
final class LocalStorageTest {
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");

  @TempDir private Path folder;
  private Path root;
  private LocalStorage storage;

  @BeforeEach
  void createRoot() {
    root = folder.resolve("repository");
    LocalStorage.createRoot(root);
    storage = new LocalStorage(root);
  }

  @Test
  void keepsFilesAndFoldersToTheOwner() throws IOException {
    storage.create(KEY, text("x"));
    assertThat(mode(root)).isEqualTo("rwx------");
    assertThat(mode(root.resolve("objects"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve("objects/ab"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve("objects/ab/abcdef"))).isEqualTo("r--------");
    assertThat(root.resolve("objects/ab/abcdef")).hasContent("x");
  }

  @Test
  void leavesAFolderThatIsThereAsItIs() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    LocalStorage.createRoot(root);
    assertThat(mode(root)).isEqualTo("rwxr-x---");
  }

  @Test
  void leavesNothingBesideTheObject() throws IOException {
    storage.create(KEY, text("x"));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.create(KEY, text("y")));
    assertThat(names(root)).containsExactly("objects");
    assertThat(names(root.resolve("objects/ab"))).containsExactly("abcdef");
  }

  @Test
  void neverTakesAMissingRootForAnEmptyStorage() {
    LocalStorage gone = new LocalStorage(folder.resolve("unmounted"));
    List<ThrowingCallable> acts =
        List.of(
            () -> gone.create(KEY, text("x")),
            () -> gone.read(KEY, 0, 1),
            () -> gone.stat(KEY),
            () -> gone.stat(ObjectKey.of("lifeboat.json")),
            () -> gone.list("", info -> {}),
            () -> gone.list("objects/", info -> {}),
            () -> gone.delete(KEY),
            gone::freeBytes);
    for (ThrowingCallable act : acts) {
      assertFails(Kind.UNAVAILABLE, act)
          .hasMessage("the folder '" + folder.resolve("unmounted") + "' does not exist");
    }
    assertThat(folder.resolve("unmounted")).doesNotExist();
  }

  @Test
  void saysThatTheRootIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFails(Kind.UNAVAILABLE, () -> new LocalStorage(file).stat(KEY))
        .hasMessage("'" + file + "' is in the way: it is not a folder");
    assertFails(Kind.ALREADY_EXISTS, () -> LocalStorage.createRoot(file));
  }

  @Test
  void ignoresWhatIsNoObject() throws IOException {
    storage.create(KEY, text("x"));
    Files.writeString(root.resolve("objects/ab/.tmp-1"), "half");
    Files.writeString(root.resolve(".hidden"), "x");
    Files.createDirectories(root.resolve("lost+found"));
    Files.writeString(root.resolve("lost+found/a"), "x");
    Files.createDirectories(root.resolve(".snapshot/objects"));
    Files.writeString(root.resolve(".snapshot/objects/a"), "x");
    Files.createDirectories(root.resolve("empty"));
    assertThat(keys(storage)).containsExactly(KEY.value());
  }

  @Test
  void followsNoLinkOutOfTheRoot() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
    Files.createSymbolicLink(root.resolve("folder"), outside);
    ObjectKey through = ObjectKey.of("folder/secret");
    for (ObjectKey key : List.of(ObjectKey.of("file"), through)) {
      assertThat(storage.stat(key)).isEmpty();
      assertFails(Kind.NOT_FOUND, () -> storage.read(key, 0, 1));
      storage.delete(key);
    }
    assertFails(Kind.UNAVAILABLE, () -> storage.create(ObjectKey.of("folder/new"), text("x")))
        .hasMessage("'" + root.resolve("folder") + "' is in the way: it is not a folder");
    assertThat(keys(storage)).isEmpty();
    assertThat(names(outside)).containsExactly("secret");
  }

  @Test
  void worksInARootThatIsALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    LocalStorage.createRoot(link);
    new LocalStorage(link).create(KEY, text("x"));
    assertThat(keys(storage)).containsExactly(KEY.value());
  }

  @Test
  void saysWhenAnObjectIsInTheWayOfAFolder() {
    storage.create(ObjectKey.of("a"), text("x"));
    assertFails(Kind.UNAVAILABLE, () -> storage.create(ObjectKey.of("a/b"), text("y")))
        .hasMessageContaining("is in the way");
    assertFails(Kind.NOT_FOUND, () -> storage.read(ObjectKey.of("a/b"), 0, 1));
    storage.delete(ObjectKey.of("a/b"));
    storage.create(ObjectKey.of("c/d"), text("x"));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.create(ObjectKey.of("c"), text("y")));
  }

  @Test
  void createsAFolderAgainThatSomeoneRemoved() throws IOException {
    storage.create(KEY, text("x"));
    storage.delete(KEY);
    Files.delete(root.resolve("objects/ab"));
    storage.create(KEY, text("y"));
    assertThat(keys(storage)).containsExactly(KEY.value());
  }

  @Test
  void sweepsWhatAKilledProcessLeft() throws IOException {
    Path ab = Files.createDirectories(root.resolve("objects/ab"));
    Path old = Files.writeString(ab.resolve(".tmp-old"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path young = Files.writeString(ab.resolve(".tmp-young"), "half");
    storage.create(KEY, text("x"));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void takesTheTimeFromTheFile() throws IOException {
    storage.create(KEY, text("x"));
    Instant time = Instant.parse("2026-11-20T10:00:00Z");
    Files.setLastModifiedTime(root.resolve(KEY.value()), FileTime.from(time));
    assertThat(storage.stat(KEY).orElseThrow().received()).isEqualTo(time);
  }

  @Test
  void knowsTheFreeRoomAndItsPlace() {
    assertThat(storage.freeBytes()).hasValueSatisfying(free -> assertThat(free).isPositive());
    assertThat(storage.location()).isEqualTo(root.toString());
    assertThat(new LocalStorage(Path.of("a/../b")).location())
        .isEqualTo(Path.of("b").toAbsolutePath().toString());
  }

  private static Content text(String text) {
    return Content.of(text.getBytes(UTF_8));
  }

  private static List<String> keys(LocalStorage storage) {
    List<String> keys = new ArrayList<>();
    storage.list("", info -> keys.add(info.key().value()));
    return keys;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Kind kind, ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
