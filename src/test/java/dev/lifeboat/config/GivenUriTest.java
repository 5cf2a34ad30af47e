package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connection strings from the command line. */
class GivenUriTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("RESTORE_PASSWORD", "p@ss:w0rd");

  @TempDir private Path folder;

  @Test
  void aPasswordInTheArgumentsIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> GivenUri.of("mongodb://root:s3cret@db:27017/", ENVIRONMENT))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              var problem = e.problems().getFirst();
              assertThat(problem.code()).isEqualTo(Code.USAGE);
              assertThat(problem.message()).contains("holds a password").doesNotContain("s3cret");
              assertThat(problem.hints().getFirst()).contains("${RESTORE_PASSWORD}");
            });
  }

  @Test
  void aVariableStandsForIt() {
    var uri = GivenUri.of("mongodb://root:${RESTORE_PASSWORD}@db:27017/", ENVIRONMENT);
    assertThat(uri.secret().reveal()).isEqualTo("mongodb://root:p%40ss%3Aw0rd@db:27017/");
    assertThat(uri).hasToString("mongodb://db:27017");
    assertThatThrownBy(() -> GivenUri.of("mongodb://root:${RESTORE_PASSWORD}@db/", Map.of()))
        .hasMessage("the connection string names the variable 'RESTORE_PASSWORD', which isn't set");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("uri"), "mongodb://root:s3cret@db:27017/\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> GivenUri.in(file, Map.of()))
        .hasMessageContaining("others than its owner may use the file");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(GivenUri.in(file, Map.of())).hasToString("mongodb://db:27017");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> GivenUri.of("db:27017", Map.of()))
        .hasMessageContaining("'--mongo-uri' isn't a MongoDB address");
    assertThatThrownBy(() -> GivenUri.in(folder.resolve("none"), Map.of()))
        .hasMessageContaining("doesn't exist");
  }
}
