package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostLostTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "ENVIRONMENT, 600, rw-------",
    "ENVIRONMENT, 640, rw-------",
    "ENVIRONMENT, 644, rw-------",
    "GIVEN, 640, rw-------",
    "GIVEN, 440, rw-------",
    "GIVEN, 644, rw-r--r--",
    "COMPOSE, 664, rw-r--r--"
  })
  void nobodyMayReadAFileWhoCouldNotBefore(FileRole role, String mode, String back)
      throws IOException {
    Path file = temp.resolve("envs/file");
    byte[] content = {1, 2, 3};

    HostLost.put(StackFile.of(file.toString(), role, Integer.parseInt(mode, 8), content));

    assertThat(file).hasBinaryContent(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(back);
  }

  @Test
  void aFileThatIsNotWhatWasRecordedIsNotPutBack() {
    StackFile whole = StackFile.of("/srv/compose.yaml", FileRole.COMPOSE, 0644, new byte[] {1});
    StackFile other = new StackFile(whole.facts(), new byte[] {2});
    assertThat(HostLost.damaged(List.of(whole))).isEmpty();
    assertThat(HostLost.damaged(List.of(whole, other)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.CONTENT_MISMATCH);
              assertThat(problem.message()).contains("/srv/compose.yaml", whole.facts().sha256());
            });
  }
}
