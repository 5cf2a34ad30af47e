package dev.lifeboat.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OplogRangeTest {
  private static final String SET = "0123456789abcdef01234567";
  private final OplogRange range = range(SET, "10:1", "12:5", "20:3");

  @Test
  void rollsForwardBackupsOfItsUsablePart() {
    assertThat(range.continues(OplogTime.parse("12:4"))).isFalse();
    assertThat(range.continues(OplogTime.parse("12:5"))).isTrue();
    assertThat(range.continues(OplogTime.parse("20:3"))).isTrue();
    assertThat(range.continues(OplogTime.parse("20:4"))).isFalse();
  }

  @Test
  void leadsFromABackupToMomentsAfterIt() {
    OplogTime base = OplogTime.parse("15:1");
    assertThat(range.leads(base, OplogTime.parse("14:9"))).isFalse();
    assertThat(range.leads(base, base)).isTrue();
    assertThat(range.leads(base, OplogTime.parse("20:3"))).isTrue();
    assertThat(range.leads(base, OplogTime.parse("20:4"))).isFalse();
    assertThat(range.leads(OplogTime.parse("11:1"), base)).isFalse();
  }

  @Test
  void cantHoldNonsense() {
    assertThatThrownBy(() -> range("rs0", "1:1", "1:1", "1:1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> range(SET, "2:1", "1:1", "3:1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> range(SET, "1:1", "3:1", "2:1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OplogRange range(String set, String from, String usableFrom, String to) {
    return new OplogRange(
        set,
        OplogTime.parse(from),
        OplogTime.parse(usableFrom),
        OplogTime.parse(to),
        OplogTime.parse(usableFrom).second(),
        OplogTime.parse(to).second());
  }
}
