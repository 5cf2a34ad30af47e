package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GivenDumpTest {
  @Test
  void standardInputIsCalledThatAndNotByItsTemporaryFile() {
    Path folder = Path.of("/tmp/lifeboat-dump-7");
    assertThat(GivenDump.said("'/tmp/lifeboat-dump-7/standard-input' is cut off", folder))
        .isEqualTo("standard input is cut off");
    assertThat(GivenDump.said("see /tmp/lifeboat-dump-7/standard-input, byte 5", folder))
        .isEqualTo("see standard input, byte 5");
    assertThat(GivenDump.said("'/tmp/other' is cut off", folder))
        .isEqualTo("'/tmp/other' is cut off");
  }
}
