package dev.lifeboat.compose;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCommandTest {
  @TempDir Path folder;

  @Test
  void whatEnvFilesSetIsNotInItsError() throws IOException {
    Files.writeString(folder.resolve(".env"), "PASSWORD='from file'\nTOKEN=overridden\nPORT=80\n");
    ComposeCommand command =
        new ComposeCommand(
            List.of(
                "/bin/sh", "-c", "echo \"bad: from file, $TOKEN, port 80\" >&2; exit 3", "compose"),
            "2.32.4",
            Map.of("TOKEN", "from the shell", "HOME", "/root"));
    ComposeProject project = new ComposeProject("shop", folder, List.of(), List.of());
    assertThatThrownBy(() -> command.act(project, Duration.ofMinutes(1), "up"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("exited with status 3: bad: ***, ***, port 80");
  }
}
