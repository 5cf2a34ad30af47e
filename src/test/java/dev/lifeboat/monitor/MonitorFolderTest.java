package dev.lifeboat.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorFolderTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Chronicle CHRONICLE =
      new Chronicle(Map.of("room", new Chronicle.Entry(State.WARNING, NOON)));

  @TempDir Path temp;
  private MonitorFolder folder;

  @BeforeEach
  void open() {
    folder = new MonitorFolder(temp, "shop");
  }

  @Test
  void knowsSinceWhen() throws IOException {
    assertThat(folder.chronicle()).isEqualTo(Chronicle.EMPTY);
    folder.remember(CHRONICLE);
    assertThat(new MonitorFolder(temp, "shop").chronicle()).isEqualTo(CHRONICLE);
    assertThat(new MonitorFolder(temp, "other").chronicle()).isEqualTo(Chronicle.EMPTY);
    assertThat(Files.getPosixFilePermissions(temp.resolve("monitor/shop.since.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void beginsAnewWhereItsFileIsDamaged() throws IOException {
    folder.remember(CHRONICLE);
    Path file = temp.resolve("monitor/shop.since.json");
    for (String text : new String[] {"{", "[]", "{\"room\":{\"state\":\"BLUE\"}}", ""}) {
      Files.writeString(file, text);
      assertThat(folder.chronicle()).as(text).isEqualTo(Chronicle.EMPTY);
    }
  }

  @Test
  void takesASampleNowAndThen() throws IOException {
    folder.remember(new Room.Sample(NOON, 3));
    folder.remember(new Room.Sample(NOON.plusSeconds(599), 2));
    folder.remember(new Room.Sample(NOON.plusSeconds(600), 1));
    Files.writeString(
        temp.resolve("monitor/shop.room.jsonl"), "{\"at\":\"torn", StandardOpenOption.APPEND);
    assertThat(folder.samples())
        .containsExactly(new Room.Sample(NOON, 3), new Room.Sample(NOON.plusSeconds(600), 1));
  }
}
