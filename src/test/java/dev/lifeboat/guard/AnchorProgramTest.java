package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AnchorProgramTest {
  @ParameterizedTest
  @CsvSource({"x86_64,AMD64", "amd64,AMD64", "aarch64,ARM64", "arm64,ARM64"})
  void isChosenByWhatTheEngineSays(String architecture, AnchorProgram program) {
    assertThat(AnchorProgram.forEngine(architecture)).isEqualTo(program);
  }

  @Test
  void refusesAnArchitectureThatItHasNone() {
    assertThatThrownBy(() -> AnchorProgram.forEngine("s390x"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there is no anchor for an engine on 's390x'");
  }

  @ParameterizedTest
  @EnumSource
  void isOneSegmentThatBeginsBehindItsHeaders(AnchorProgram program) {
    ByteBuffer file = ByteBuffer.wrap(program.executable()).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(file.getInt(0)).isEqualTo(0x464c457f);
    assertThat(file.getLong(24)).as("entry").isEqualTo(0x400078);
    assertThat(file.getLong(64 + 32)).as("size in the file").isEqualTo(file.capacity());
    assertThat(file.capacity()).isLessThan(256);
  }
}
