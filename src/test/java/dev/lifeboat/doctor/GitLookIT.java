package dev.lifeboat.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLookIT {
  @TempDir Path folder;

  private static Observation look(Path key, Path env) {
    return new GitLook(List.of(key, env), List.of(key)).look();
  }

  private void git(String... words) {
    boolean there = Command.of("sh", "-c", "command -v git").run().status() == 0;
    assumeTrue(there || "true".equals(System.getenv("CI")), "git is missing");
    var _ = Command.of("git", "-C", folder.toString()).with(words).output();
  }

  @Test
  void tellsWhatGitTracksOrWouldTake() throws IOException {
    Path key = Files.writeString(folder.resolve("lifeboat.key"), "k");
    Path env = Files.writeString(folder.resolve(".env"), "e");
    assertThat(look(key, env).grade()).isEqualTo(Grade.OK);

    git("init", "--quiet");
    assertThat(look(key, env).grade()).isEqualTo(Grade.WARN);
    assertThat(look(key, env).hints()).hasSize(2).allMatch(hint -> hint.startsWith("echo '"));

    // The hints are commands that do it.
    for (String hint : look(key, env).hints()) {
      var _ = Command.of("sh", "-c", hint).output();
    }
    assertThat(look(key, env).grade()).isEqualTo(Grade.OK);

    git("add", "--force", ".env");
    assertThat(look(key, env).grade()).isEqualTo(Grade.WARN);
    git("add", "--force", "lifeboat.key");
    Observation tracked = look(key, env);
    assertThat(tracked.grade()).isEqualTo(Grade.FAIL);
    assertThat(tracked.fact()).startsWith("git tracks '" + key);
    var _ = Command.of("sh", "-c", tracked.hints().getFirst()).output();
    assertThat(look(key, env).grade()).as("the key is out").isEqualTo(Grade.WARN);
  }
}
