package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup needs no more memory because it is large. */
class MemoryIT {
  @ParameterizedTest
  @ValueSource(strings = {"text", "noise"})
  void aGigabyteGoesThroughASmallHeap(String content) {
    Finished finished =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LargeStream.class.getName(),
                "1000000000",
                content)
            .withTimeout(Duration.ofMinutes(3))
            .run();

    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(Long.parseLong(finished.output().strip())).isGreaterThanOrEqualTo(1_000_000_000);
  }
}
