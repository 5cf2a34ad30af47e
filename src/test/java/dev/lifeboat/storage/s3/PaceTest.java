package dev.lifeboat.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private final SimulatedTime time = new SimulatedTime();

  @Test
  void bytesTakeTheTimeThatTheLimitSays() throws IOException {
    Pace pace = Pace.of(Optional.of(1_000_000L), time);
    read(pace.over(new ByteArrayInputStream(new byte[5_000_000])));
    assertThat(time.seconds()).isCloseTo(5, within(0.02));
  }

  @Test
  void allStreamsTogetherKeepTheLimit() throws IOException {
    Pace pace = Pace.of(Optional.of(1_000_000L), time);
    InputStream one = pace.over(new ByteArrayInputStream(new byte[2_000_000]));
    InputStream other = pace.over(new ByteArrayInputStream(new byte[2_000_000]));
    byte[] buffer = new byte[100_000];
    for (int i = 0; i < 200; i++) {
      assertThat(one.read(buffer)).isNotZero();
      assertThat(other.read(buffer)).isNotZero();
      assertThat(time.seconds()).isLessThan(5);
    }
    assertThat(time.seconds()).isCloseTo(4, within(0.02));
  }

  @Test
  void timeInWhichNothingFlowedIsNotSavedUp() throws IOException {
    Pace pace = Pace.of(Optional.of(1_000_000L), time);
    time.pass(60_000_000_000L);
    read(pace.over(new ByteArrayInputStream(new byte[3_000_000])));
    assertThat(time.seconds()).isCloseTo(63, within(0.02));
  }

  @Test
  void singleBytesCountToo() throws IOException {
    InputStream in = Pace.of(Optional.of(100L), time).over(new ByteArrayInputStream(new byte[200]));
    while (in.read() >= 0) {
      assertThat(time.seconds()).isLessThan(3);
    }
    assertThat(time.seconds()).isCloseTo(2, within(0.02));
  }

  @Test
  void withoutALimitNothingWaits() throws IOException {
    read(Pace.of(Optional.empty(), time).over(new ByteArrayInputStream(new byte[5_000_000])));
    assertThat(time.seconds()).isZero();
  }

  private static void read(InputStream in) throws IOException {
    byte[] buffer = new byte[300_000];
    int count = in.read(buffer);
    while (count >= 0) {
      count = in.read(buffer);
    }
  }
}
