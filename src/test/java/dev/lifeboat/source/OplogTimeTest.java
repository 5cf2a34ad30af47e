package dev.lifeboat.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OplogTimeTest {
  @ParameterizedTest
  @ValueSource(strings = {"0:0", "1763900000:3", "4294967295:4294967295"})
  void readsWhatItWrites(String text) {
    assertThat(OplogTime.parse(text)).hasToString(text);
    assertThat(OplogTime.of(OplogTime.parse(text).toLong())).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1:", ":1", "-1:2", "1:2:3", "1:x", "4294967296:1"})
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> OplogTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isOrderedWithoutSigns() {
    assertThat(OplogTime.parse("2147483648:1")).isGreaterThan(OplogTime.parse("2147483647:9"));
    assertThat(OplogTime.parse("5:2147483648")).isGreaterThan(OplogTime.parse("5:1"));
    assertThat(OplogTime.parse("5:1").isBefore(OplogTime.parse("5:2"))).isTrue();
    assertThat(OplogTime.parse("5:1").isAfter(OplogTime.parse("5:1"))).isFalse();
  }

  @Test
  void isTheBsonTimestamp() {
    assertThat(OplogTime.parse("1:2").toLong()).isEqualTo(0x1_0000_0002L);
    assertThat(OplogTime.parse("2147483648:1").second())
        .isEqualTo(Instant.ofEpochSecond(2147483648L));
  }

  @Test
  void takesAllEntriesOfTheSecondsBeforeAMoment() {
    OplogTime last = OplogTime.lastBefore(Instant.ofEpochSecond(100));
    assertThat(OplogTime.parse("99:4000000000").isAfter(last)).isFalse();
    assertThat(OplogTime.parse("100:0").isAfter(last)).isTrue();
    OplogTime within = OplogTime.lastBefore(Instant.ofEpochSecond(100, 1));
    assertThat(OplogTime.parse("100:7").isAfter(within)).isFalse();
  }

  @Test
  void aMomentThatNoOplogCanTellIsTheLastOne() {
    assertThat(OplogTime.lastBefore(Instant.parse("2199-01-01T00:00:00Z")))
        .isEqualTo(new OplogTime(-1, -1));
    assertThat(OplogTime.lastBefore(Instant.parse("2099-01-01T00:00:00Z")).second())
        .isEqualTo(Instant.parse("2098-12-31T23:59:59Z"));
  }
}
