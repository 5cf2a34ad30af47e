package dev.lifeboat.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WatchedStorageTest {
  private static final ObjectKey KEY = ObjectKey.of("objects/a");

  private final MemoryStorage storage = new MemoryStorage(InstantSource.system());
  private final WatchedStorage watched = new WatchedStorage(storage);

  @Test
  void readsAndChangesNothing() throws Exception {
    storage.create(KEY, Content.of("bytes".getBytes(UTF_8)));

    assertThat(watched.read(KEY, 0, Long.MAX_VALUE).readAllBytes()).asString().isEqualTo("bytes");
    assertThatThrownBy(() -> watched.delete(KEY)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> watched.create(ObjectKey.of("b"), Content.of(new byte[0])))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("a drill only reads");
    assertThatThrownBy(() -> watched.extendLock(KEY)).isInstanceOf(StorageException.class);

    assertThat(watched.refused()).isEqualTo(3);
    assertThat(watched.reading()).isPositive();
    assertThat(storage.stat(KEY)).isPresent();
    assertThat(storage.stat(ObjectKey.of("b"))).isEmpty();
  }
}
