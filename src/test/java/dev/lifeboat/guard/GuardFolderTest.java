package dev.lifeboat.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");
  @TempDir private Path state;

  @Test
  void remembersWhatWasWritten() {
    GuardFolder folder = new GuardFolder(state, "shop");
    assertThat(folder.order()).isEmpty();
    assertThat(folder.seen()).isEmpty();

    Leave leave = new Leave(NOW, NOW.plusSeconds(60), "new disk", "ann");
    GuardOrder order = new GuardOrder(List.of("shop_data"), Optional.of(leave));
    StackView view = new StackView(Map.of("shop_data", NOW), Map.of("db", "sha256:1"), Map.of());
    folder.order(order);
    folder.seen(view);

    assertThat(new GuardFolder(state, "shop").order()).contains(order);
    assertThat(new GuardFolder(state, "shop").seen()).contains(view);
    assertThat(new GuardFolder(state, "other").order()).isEmpty();
    assertThat(Guard.isDue(state, "shop", () -> NOW.plusSeconds(59))).isFalse();
    assertThat(Guard.isDue(state, "shop", () -> NOW.plusSeconds(60))).isTrue();

    folder.forgetOrder();
    assertThat(folder.order()).isEmpty();
  }

  @Test
  void noticesEachNewOrderAndReadsNoneTwice() throws IOException {
    GuardFolder folder = new GuardFolder(state, "shop");
    Instant[] now = {NOW};
    LeaveWatch watch = new LeaveWatch(folder, () -> now[0]);
    assertThat(watch.isOver()).isFalse();
    GuardOrder order =
        new GuardOrder(List.of(), Optional.of(new Leave(NOW, NOW.plusSeconds(60), "disk", "ann")));
    folder.order(order);
    assertThat(watch.isOver()).isFalse();
    now[0] = NOW.plusSeconds(60);
    assertThat(watch.isOver()).isTrue();
    folder.order(order.without());
    assertThat(watch.isOver()).isFalse();
    folder.order(order);
    assertThat(watch.isOver()).isTrue();

    Path file = state.resolve("guard/shop.order.json");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(
        file, "x".repeat((int) Files.size(file)), StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(file, time);
    assertThat(watch.isOver()).as("it isn't read again").isTrue();
    Files.delete(file);
    assertThat(watch.isOver()).isFalse();
  }

  @Test
  void saysWhichFileCannotBeRead() throws IOException {
    Files.createDirectory(state.resolve("guard"));
    Files.writeString(state.resolve("guard/shop.order.json"), "{");

    assertThatThrownBy(() -> new GuardFolder(state, "shop").order())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("shop.order.json'");
  }
}
