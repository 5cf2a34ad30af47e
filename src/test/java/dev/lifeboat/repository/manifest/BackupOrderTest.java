package dev.lifeboat.repository.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupOrderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00.5Z");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 0x1234, 0xfffffe, 0xffffff, Integer.MIN_VALUE})
  void aLaterOneOfTheSameSecondIsGreater(int random) {
    BackupId earlier = new BackupId("20261123T060000Z-fffff0");

    assertThat(BackupId.after(earlier, NOW, random)).isGreaterThan(earlier);
  }

  @Test
  void anotherSecondTakesWhatTheDiceSay() {
    BackupId earlier = new BackupId("20261123T055959Z-fffff0");

    assertThat(BackupId.after(earlier, NOW, 3)).isEqualTo(BackupId.at(NOW, 3));
  }

  @Test
  void theLastOfASecondIsFollowedByAny() {
    BackupId earlier = new BackupId("20261123T060000Z-ffffff");

    assertThat(BackupId.after(earlier, NOW, 3)).isEqualTo(BackupId.at(NOW, 3));
  }
}
