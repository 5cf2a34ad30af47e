package dev.lifeboat.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.SealedSlice;
import dev.lifeboat.repository.SliceDraft;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waited on the host while the repository was away, and could not be read back. */
class SliceStoreTest {
  private static final String SET = "0123456789abcdef01234567";

  @TempDir Path folder;
  private final OplogSlices slices = new Host().create(new MemoryStorage(Host::now)).oplog();
  private final List<String> told = new ArrayList<>();
  private final List<SealedSlice> waiting = new ArrayList<>();

  @BeforeEach
  void threeWait() {
    Spool spool = new Spool(plan().spoolFolder());
    for (int second = 10; second < 40; second += 10) {
      SealedSlice sealed = slices.seal(draft(second, second + 10));
      spool.add(sealed);
      waiting.add(sealed);
    }
  }

  private FollowPlan plan() {
    return new FollowPlan("shop", "host", Duration.ofSeconds(1), 1 << 20, 1 << 20, folder);
  }

  private static SliceDraft draft(int from, int to) {
    return new SliceDraft(
        "shop",
        SET,
        at(from),
        at(to),
        Optional.of(at(from).time()),
        0,
        new byte[0],
        0,
        Optional.empty(),
        Optional.empty(),
        "host");
  }

  private static OplogPosition at(int second) {
    OplogTime time = new OplogTime(second, 1);
    return new OplogPosition(time, 1, time.second());
  }

  private SliceStore store() {
    return new SliceStore(plan(), slices, new MergeWindow(1 << 20), told::add);
  }

  private Path data(int number) {
    return plan().spoolFolder().resolve(waiting.get(number).name() + ".bson");
  }

  @Test
  void allOfItIsStored() {
    SliceStore store = store();
    assertThat(store.waiting()).isEqualTo(3);

    store.drain();

    assertThat(slices.list()).hasSize(3);
    assertThat(store.waiting()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void whatCannotBeReadNowIsKeptWithAllThatCameAfterIt() throws IOException {
    Files.delete(data(1));
    Files.createDirectory(data(1)); // reading it fails, as of a disk that fails
    SliceStore store = store();

    store.drain();

    assertThat(slices.list()).hasSize(1);
    assertThat(store.waiting()).isEqualTo(2);
    assertThat(store.trouble()).hasValueSatisfying(words -> assertThat(words).contains("read"));
    Files.delete(data(1));
    Files.write(data(1), waiting.get(1).data());
    store.drain();
    assertThat(slices.list()).hasSize(3);
    assertThat(store.trouble()).isEmpty();
  }

  @Test
  void whatIsDamagedIsToldAndTheRestStored() throws IOException {
    Files.write(data(1), new byte[] {1, 2, 3});

    store().drain();

    assertThat(slices.list()).hasSize(2);
    assertThat(told).singleElement().asString().contains(waiting.get(1).name(), "has a gap");
  }
}
