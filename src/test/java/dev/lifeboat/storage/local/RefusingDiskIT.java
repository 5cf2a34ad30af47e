package dev.lifeboat.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only, or closed to this user. */
final class RefusingDiskIT {
  private static final ObjectKey OLD = ObjectKey.of("objects/ab/old");
  private static final ObjectKey NEW = ObjectKey.of("objects/ab/new");
  private static final ObjectKey ELSEWHERE = ObjectKey.of("objects/cd/new");

  @TempDir private Path root;

  @Test
  void aFullDiskKeepsWhatItHasAndNothingOfTheNewObject() throws Exception {
    try (SmallDisk disk = SmallDisk.mountOrSkip(root)) {
      LocalStorage storage = new LocalStorage(root);
      storage.create(OLD, Content.of(new byte[400_000]));
      assertThat(storage.freeBytes())
          .hasValueSatisfying(free -> assertThat(free).isLessThan(700_000));
      assertFails(Kind.OUT_OF_SPACE, () -> storage.create(NEW, Content.of(new byte[5_000_000])))
          .hasMessage("cannot write '" + root.resolve(NEW.value()) + "': no space is left");
      assertThat(keys(storage)).containsExactly(OLD.value());
      assertThat(names(root.resolve("objects/ab"))).containsExactly("old");

      storage.create(NEW, Content.of(new byte[400_000]));
      assertFails(Kind.OUT_OF_SPACE, () -> fill(storage));
      storage.delete(OLD);
      storage.create(OLD, Content.of(new byte[100_000]));
      assertThat(disk).isNotNull();
    }
  }

  private static void fill(LocalStorage storage) {
    for (int i = 0; i < 100; i++) {
      storage.create(ObjectKey.of("fill/" + i), Content.of(new byte[20_000]));
    }
  }

  @Test
  void aReadOnlyDiskCanBeReadOnly() throws Exception {
    try (SmallDisk disk = SmallDisk.mountOrSkip(root)) {
      LocalStorage storage = new LocalStorage(root);
      storage.create(OLD, text("old"));
      disk.makeReadOnly();
      for (LocalStorage one : List.of(storage, new LocalStorage(root))) {
        assertFails(Kind.ACCESS_DENIED, () -> one.create(NEW, text("x")))
            .hasMessage(
                "cannot create '" + root.resolve(NEW.value()) + "': the file system is read-only");
        assertFails(Kind.ACCESS_DENIED, () -> one.create(ELSEWHERE, text("x")));
        assertFails(Kind.ACCESS_DENIED, () -> one.delete(OLD));
        assertFails(Kind.ALREADY_EXISTS, () -> one.create(OLD, text("x")));
        assertThat(one.read(OLD, 0, 10)).hasContent("old");
        assertThat(keys(one)).containsExactly(OLD.value());
      }
    }
  }

  @Test
  void anImmutableFolderDeniesAccess() throws Exception {
    LocalStorage storage = new LocalStorage(root);
    storage.create(OLD, text("old"));
    Path ab = root.resolve("objects/ab");
    Privileged.orSkip("chattr", "+i", ab.toString());
    try {
      assertWritesAreDenied(storage);
    } finally {
      assertThat(Privileged.run("chattr", "-i", ab.toString())).isEmpty();
    }
  }

  /** Modes don't hold root back, so root has another user try. */
  @Test
  void aFolderWithoutWritePermissionDeniesAccess() throws Exception {
    if (Privileged.isRoot()) {
      assertThatAnotherUserIsDenied();
      return;
    }
    LocalStorage storage = new LocalStorage(root);
    storage.create(OLD, text("old"));
    Path ab = root.resolve("objects/ab");
    Files.setPosixFilePermissions(ab, PosixFilePermissions.fromString("r-x------"));
    try {
      assertWritesAreDenied(storage);
    } finally {
      Files.setPosixFilePermissions(ab, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void assertWritesAreDenied(LocalStorage storage) throws IOException {
    assertFails(Kind.ACCESS_DENIED, () -> storage.create(NEW, text("x")))
        .hasMessage("cannot create '" + root.resolve(NEW.value()) + "': access is denied");
    assertFails(Kind.ACCESS_DENIED, () -> storage.delete(OLD));
    assertThat(storage.read(OLD, 0, 10)).hasContent("old");
    assertThat(keys(storage)).containsExactly(OLD.value());
  }

  private void assertThatAnotherUserIsDenied() throws Exception {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    List<String> asNobody =
        List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
    List<String> trial = new ArrayList<>(asNobody);
    trial.addAll(List.of("test", "-r", ownClass().toString()));
    Privileged.orSkip(trial.toArray(String[]::new));
    assertThat(outcome(asNobody, root))
        .isEqualTo("ACCESS_DENIED cannot create '" + root.resolve("one") + "': access is denied");
    Path below = Files.createDirectory(root.resolve("below"));
    assertThat(outcome(asNobody, below))
        .isEqualTo("ACCESS_DENIED cannot use '" + below + "': access is denied");
  }

  private static String outcome(List<String> asNobody, Path root) throws IOException {
    Process process = StoringProcess.start(asNobody, "one", root);
    try (BufferedReader output = process.inputReader()) {
      return output.readLine();
    } finally {
      process.destroyForcibly();
    }
  }

  /** If others may not read this test's classes, no other user can run it. */
  private static Path ownClass() throws Exception {
    return Path.of(RefusingDiskIT.class.getResource("RefusingDiskIT.class").toURI());
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

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Kind kind, ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
