package dev.lifeboat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void anEnvironmentShowsNamesOnly() {
    Environment env = Environment.parse(List.of("USER=shop", "PASSWORD=a=b", "EMPTY=", "BARE"));

    assertThat(env).hasToString("[USER, PASSWORD, EMPTY, BARE]");
    assertThat(env.value("PASSWORD")).contains("a=b");
    assertThat(env.value("EMPTY")).contains("");
    assertThat(env.value("NONE")).isEmpty();
    assertThat(env.words()).contains("PASSWORD=a=b");
  }

  @Test
  void aTimeThatNeverWasIsNone() {
    assertThat(Reading.time("0001-01-01T00:00:00Z")).isEmpty();
    assertThat(Reading.time(null)).isEmpty();
    assertThat(Reading.time("2026-11-23T16:23:41+01:00"))
        .contains(Instant.parse("2026-11-23T15:23:41Z"));
  }

  @Test
  void theLastBytesAreKept() {
    LastBytes bytes = new LastBytes();
    bytes.add(new byte[900_000]);
    bytes.add(new byte[900_000]);
    bytes.add("end".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(bytes.text()).hasSize(1 << 20).endsWith("end");
    bytes.add(new byte[3 << 20]);
    assertThat(bytes.text()).hasSize(1 << 20).doesNotContain("end");
  }

  @Test
  void aPathIsEscaped() {
    assertThat(Wire.query("/x", List.of(Map.entry("path", "/a b/ü&c=%"))))
        .isEqualTo("/x?path=%2Fa%20b%2F%C3%BC%26c%3D%25");
  }

  @Test
  void ourLabelsAreOfALivingProcess() {
    assertThat(Owner.isDead(Owner.labels())).isFalse();
    assertThat(Owner.isDead(Map.of())).isFalse();
    String dead = Owner.labels().getOrDefault(Owner.LABEL, "").replaceFirst(" \\d+ ", " 99999999 ");
    assertThat(Owner.isDead(Map.of(Owner.LABEL, dead))).isTrue();
    assertThat(Owner.isDead(Map.of(Owner.LABEL, dead, Owner.LASTING, "anchor"))).isFalse();
    assertThat(Owner.isDead(Map.of(Owner.LABEL, "elsewhere/x " + dead.split(" ", 2)[1]))).isFalse();
  }

  @Test
  void theEnginesWordsAreTold() {
    ProblemException told =
        EngineFailures.of(
            EngineAddress.standard(),
            "remove the volume 'x'",
            new DockerException("Status 409: {\"message\":\"volume is \\\"in use\\\"\"}\n", 409));

    assertThat(told)
        .hasMessage("could not remove the volume 'x': the engine says 'volume is \"in use\"'");
    assertThat(code(told)).isEqualTo(Code.DOCKER_CONFLICT);
  }

  @Test
  void eachFailureHasItsCode() {
    assertThat(codeOf(new DockerException("Forbidden", 403))).isEqualTo(Code.DOCKER_DENIED);
    assertThat(codeOf(new DockerException("no", 404))).isEqualTo(Code.DOCKER_NOT_FOUND);
    assertThat(codeOf(new DockerException("no", 500))).isEqualTo(Code.DOCKER_FAILED);
    assertThat(codeOf(new RuntimeException(new SocketException("Permission denied"))))
        .isEqualTo(Code.DOCKER_DENIED);
    assertThat(codeOf(new RuntimeException(new IOException("Connection refused"))))
        .isEqualTo(Code.DOCKER_UNREACHABLE);
    assertThat(codeOf(new RuntimeException(new ClosedByInterruptException())))
        .isEqualTo(Code.INTERRUPTED);
    assertThat(codeOf(new IllegalStateException("odd"))).isEqualTo(Code.DOCKER_FAILED);
  }

  @Test
  void aMountOfAVolumeHasItsName() {
    assertThat(Mount.volume("shop_data", "/data").volume()).isEqualTo(Optional.of("shop_data"));
    assertThat(new Mount(Mount.Type.BIND, "/srv", "/data", true).volume()).isEmpty();
  }

  private static Code codeOf(Exception failure) {
    return code(EngineFailures.of(EngineAddress.standard(), "try", failure));
  }

  private static Code code(ProblemException told) {
    return told.problems().getFirst().code();
  }
}
