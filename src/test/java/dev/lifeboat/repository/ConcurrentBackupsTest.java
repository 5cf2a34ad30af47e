package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentBackupsTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();

  @Test
  void severalThreadsWriteOneBackup() throws Exception {
    Repository repository = host.create(storage);
    Map<String, byte[]> streams = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      // Some are equal, so that threads store the same bytes at once.
      streams.put("c" + i + ".bson", Documents.some(i / 2, 1 + i * 30, 1000));
    }
    Manifest manifest;
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(Host.request(), phase)) {
      List<Callable<NamedStream>> jobs = new ArrayList<>();
      streams.forEach(
          (name, bytes) ->
              jobs.add(
                  () -> new NamedStream(new StreamName(name), Host.write(writer, name, bytes))));
      manifest = writer.publish(Host.capture(all(jobs)));
    }
    assertHolds(repository, manifest, streams);
  }

  @Test
  void severalBackupsAtOnceAreAllListedAndWhole() throws Exception {
    host.create(storage);
    Host other = new Host();
    List<Callable<Manifest>> jobs = new ArrayList<>();
    List<Map<String, byte[]>> streams = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Map<String, byte[]> own =
          Map.of(
              "shared.bson", Documents.some(1, 1500, 1000),
              "own.bson", Documents.some(i * 100, 20, 100));
      streams.add(own);
      Host maker = i % 2 == 0 ? host : other;
      jobs.add(() -> Host.backup(maker.open(storage, host.keys()), own));
    }
    List<Manifest> manifests = all(jobs);

    Repository repository = host.open(storage);
    assertThat(repository.backups())
        .hasSize(8)
        .allSatisfy(backup -> assertThat(backup.problem()).isEmpty())
        .extracting(BackupEntry::trusted)
        .containsExactlyInAnyOrderElementsOf(manifests);
    for (int i = 0; i < 8; i++) {
      assertHolds(repository, manifests.get(i), streams.get(i));
    }
    List<String> pending = new ArrayList<>();
    storage.list("pending/", info -> pending.add(info.key().value()));
    assertThat(pending).isEmpty();
  }

  private static <T> List<T> all(List<Callable<T>> jobs)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<T> job : threads.invokeAll(jobs)) {
        results.add(job.get());
      }
    }
    return results;
  }

  private static void assertHolds(
      Repository repository, Manifest manifest, Map<String, byte[]> streams) {
    Map<String, byte[]> read = Host.read(repository, manifest);
    assertThat(read.keySet()).isEqualTo(streams.keySet());
    streams.forEach((name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
  }
}
