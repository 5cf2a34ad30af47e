package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReasonTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "No space left on device, NO_SPACE",
    "Disk quota exceeded, NO_SPACE",
    "Read-only file system, READ_ONLY",
    "Operation not permitted, DENIED",
    "Permission denied, DENIED",
    "Input/output error, OTHER",
  })
  void knowsTheSystemsWords(String words, Reason reason) {
    assertThat(Reason.of(new IOException(words), folder)).isEqualTo(reason);
    assertThat(Reason.of(new FileSystemException("/x", null, words), folder)).isEqualTo(reason);
  }

  @Test
  void knowsJavasTypes() {
    assertThat(Reason.of(new NoSuchFileException("/x"), folder)).isEqualTo(Reason.MISSING);
    assertThat(Reason.of(new AccessDeniedException("/x"), folder)).isEqualTo(Reason.DENIED);
  }

  @Test
  void asksTheFileSystemWhenTheWordsAreForeign() {
    IOException foreign = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
    assertThat(Reason.of(foreign, Path.of("/proc/self/status"))).isEqualTo(Reason.NO_SPACE);
    assertThat(Reason.of(foreign, folder.resolve("a/b/c"))).isEqualTo(Reason.OTHER);
  }

  @Test
  void saysTheFactInPlainWords() {
    assertThat(FileException.cannot("read", Path.of("/a/b"), new AccessDeniedException("/a/b")))
        .hasMessage("cannot read '/a/b': access is denied");
    assertThat(FileException.cannot("read", folder, new IOException("Input/output error")))
        .hasMessage("cannot read '" + folder + "': input/output error");
    assertThat(FileException.cannot("read", folder, new IOException()))
        .hasMessage("cannot read '" + folder + "': input or output failed");
  }
}
