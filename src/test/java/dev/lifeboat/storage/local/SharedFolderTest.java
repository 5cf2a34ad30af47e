package dev.lifeboat.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group may do with a storage follows from the mode of its folder. */
class SharedFolderTest {
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");

  @TempDir private Path folder;

  private int mode(String path) throws IOException {
    return (Integer) Files.getAttribute(folder.resolve(path), "unix:mode") & 07777;
  }

  private void store(int mode) throws IOException {
    Files.setAttribute(folder, "unix:mode", mode);
    try (LocalStorage storage = new LocalStorage(folder)) {
      storage.create(KEY, Content.of(new byte[] {1}));
    }
  }

  @Test
  void aFolderOfAGroupIsSharedWithItWhateverTheUmaskSays() throws IOException {
    store(02770);

    assertThat(mode("objects")).isEqualTo(02770);
    assertThat(mode("objects/ab")).isEqualTo(02770);
    assertThat(mode("objects/ab/abcdef")).isEqualTo(0440);
  }

  @Test
  void aFolderOfItsOwnerAloneStaysHis() throws IOException {
    store(0700);

    assertThat(mode("objects/ab")).isEqualTo(0700);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(KEY.value()))))
        .isEqualTo("r--------");
  }

  @Test
  void aFolderThatAGroupOnlyReadsIsNotShared() throws IOException {
    store(0750);

    assertThat(mode("objects/ab/abcdef")).isEqualTo(0400);
  }
}
