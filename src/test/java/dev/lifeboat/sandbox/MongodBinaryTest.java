package dev.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodBinaryTest {
  @TempDir Path folder;

  @Test
  void theVariableComesFirst() throws IOException {
    var named = program("named/my-mongod");
    program("bin/mongod");
    assertThat(find(Map.of("LIFEBOAT_MONGOD", named.toString(), "PATH", bin()))).isEqualTo(named);
  }

  @Test
  void thenThePath() throws IOException {
    var mongod = program("bin/mongod");
    Files.createDirectories(folder.resolve("first/mongod"));
    var path =
        folder.resolve("first") + "::" + folder.resolve("missing") + ":" + mongod.getParent();
    assertThat(find(Map.of("PATH", path, "LIFEBOAT_MONGOD", ""))).isEqualTo(mongod);
  }

  @Test
  void thenTheCacheFolder() throws IOException {
    var cached = program("cache/lifeboat/mongod-f07a739c821e");
    var cache = folder.resolve("cache").toString();
    assertThat(find(Map.of("XDG_CACHE_HOME", cache))).isEqualTo(cached);

    var atHome = program("home/.cache/lifeboat/mongod-f07a739c821e");
    var home = folder.resolve("home").toString();
    assertThat(find(Map.of("HOME", home))).isEqualTo(atHome);
    assertThat(find(Map.of("HOME", home, "XDG_CACHE_HOME", "relative"))).isEqualTo(atHome);
  }

  @Test
  void aVariableThatNamesNoProgramIsAnErrorAndNotPassedOver() throws IOException {
    program("bin/mongod");
    var wrong = Files.createFile(folder.resolve("plain-file")).toString();
    assertThatThrownBy(() -> find(Map.of("LIFEBOAT_MONGOD", wrong, "PATH", bin())))
        .isInstanceOf(ProblemException.class)
        .hasMessage("'" + wrong + "', which LIFEBOAT_MONGOD names, is not an executable file");
  }

  private static Path find(Map<String, String> environment) {
    return MongodBinary.find(environment, Progress.silent()).path();
  }

  private String bin() {
    return folder.resolve("bin").toString();
  }

  private Path program(String name) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
