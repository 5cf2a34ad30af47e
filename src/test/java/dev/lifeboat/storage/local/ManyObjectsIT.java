package dev.lifeboat.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository of about 2 TB has this many objects. */
final class ManyObjectsIT {
  private static final int OBJECTS = 100_000;

  @TempDir private Path root;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void listsThemInOrder() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 256; i++) {
      Files.createDirectories(
          root.resolve("objects").resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    byte[] digest = new byte[32];
    for (int i = 0; i < OBJECTS; i++) {
      random.nextBytes(digest);
      String name = HexFormat.of().formatHex(digest);
      Files.createFile(root.resolve("objects").resolve(name.substring(0, 2)).resolve(name));
    }
    Order order = new Order();
    new LocalStorage(root).list("objects/", info -> order.next(info.key()));
    assertThat(order.count).isEqualTo(OBJECTS);
    Order some = new Order();
    new LocalStorage(root).list("objects/ab/a", info -> some.next(info.key()));
    assertThat(some.count).isBetween(1, OBJECTS / 256);
  }

  private static final class Order {
    private int count;
    private Optional<ObjectKey> last = Optional.empty();

    void next(ObjectKey key) {
      last.ifPresent(before -> assertThat(before).isLessThan(key));
      last = Optional.of(key);
      count++;
    }
  }
}
