package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A repository with two backups, of which the first shall be pruned; a third one, of the same data
 * as the first, is about to be made by a host that remembers every object. Each run starts from a
 * copy.
 */
final class PruneScene {
  static final Duration GRACE = Duration.ofDays(7);

  private static final Map<String, byte[]> ONE =
      new TreeMap<>(
          Map.of(
              "a.bson", Documents.some(1, 20, 50),
              "b.bson", Documents.some(100, 30, 50)));
  private static final Map<String, byte[]> TWO =
      new TreeMap<>(
          Map.of(
              "a.bson", Documents.some(50, 20, 50),
              "c.bson", Documents.some(500, 30, 50)));

  private final Path folder;
  private final AtomicInteger runs = new AtomicInteger();
  private final Host host;
  private final Keys keys;
  private final MemoryStorage template = new MemoryStorage(Host::now);
  private final Manifest first;
  private final Manifest second;

  PruneScene(Path folder, boolean encrypted) {
    this.folder = folder;
    this.host = new Host(new FileCatalogue(folder.resolve("template"), Host.ID));
    this.keys = encrypted ? host.keys() : host.keys(ObjectCipher.none());
    Repository.create(template, Host.ID, Host.START);
    this.first = Host.backup(host.open(template, keys), ONE);
    this.second = Host.backup(host.open(template, keys), TWO);
  }

  Run start() {
    return new Run();
  }

  /** One run, on its own copy. */
  final class Run {
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    final MemoryStorage storage = new MemoryStorage(() -> Host.now().plus(later.get()));
    private final AtomicInteger opened = new AtomicInteger();
    private final Path state = folder.resolve("run" + runs.incrementAndGet());

    private Run() {
      template.list(
          "", info -> storage.create(info.key(), Content.of(Bytes.read(template, info.key()))));
      try {
        Path own = Files.createDirectories(state.resolve(Host.ID));
        Files.copy(
            folder.resolve("template").resolve(Host.ID).resolve("objects"), own.resolve("objects"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void wait(Duration span) {
      later.updateAndGet(span::plus);
    }

    private Repository open(Storage through) {
      return Repository.open(
          through,
          keys,
          id -> new FileCatalogue(state, id),
          Host::now,
          new Random(runs.get() + 31L * opened.incrementAndGet()));
    }

    /** The backup of the data that is about to go. */
    Manifest backup(Storage through) {
      return Host.backup(open(through), ONE);
    }

    Pruned prune(Storage through, Duration grace) {
      Set<BackupId> going = Set.of(first.backup());
      PruneOrder order = new PruneOrder(going, grace, "host", (backups, holds, now) -> going);
      try (Progress.Phase phase = Progress.silent().start("prune", 0, Progress.Unit.ITEMS)) {
        return open(through).prune(order, phase);
      }
    }

    /** Every manifest that exists restores, and what was to be kept is there. */
    void check(Optional<Manifest> third) {
      Repository repository = open(storage);
      List<BackupId> there = new ArrayList<>();
      for (BackupEntry entry : repository.backups()) {
        Map<String, byte[]> expected = entry.id().equals(second.backup()) ? TWO : ONE;
        Map<String, byte[]> read = Host.read(repository, entry.trusted());
        assertThat(read.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
            (name, bytes) -> assertThat(Arrays.equals(read.get(name), bytes)).isTrue());
        there.add(entry.id());
      }
      assertThat(there).contains(second.backup());
      third.ifPresent(manifest -> assertThat(there).contains(manifest.backup()));
      assertThat(there).hasSizeLessThanOrEqualTo(third.isPresent() ? 3 : 2);
    }

    /** Prunes until nobody can be under way any more: then only what is needed is left. */
    void checkNothingIsLeft() {
      for (int i = 0; i < 3; i++) {
        wait(GRACE.plusDays(1));
        assertThat(prune(storage, GRACE).problems()).isEmpty();
      }
      Repository repository = open(storage);
      Set<String> needed = new TreeSet<>();
      Set<String> files = new HashSet<>();
      for (BackupEntry entry : repository.backups()) {
        Manifest manifest = entry.trusted();
        needed.add(Layout.object(manifest.list().digest()).value());
        repository
            .objects(manifest)
            .objects()
            .forEach(object -> needed.add(Layout.object(object.digest()).value()));
        files.add(Layout.manifest(entry.id()).value());
        files.add(Layout.signature(entry.id()).value());
      }
      assertThat(keys("objects/")).containsExactlyElementsOf(needed);
      assertThat(keys("backups/")).containsExactlyInAnyOrderElementsOf(files);
      assertThat(keys("tombstones/")).isEmpty();
      assertThat(keys("pending/")).isEmpty();
      check(Optional.empty());
    }

    private List<String> keys(String prefix) {
      List<String> keys = new ArrayList<>();
      storage.list(prefix, info -> keys.add(info.key().value()));
      return keys;
    }
  }
}
