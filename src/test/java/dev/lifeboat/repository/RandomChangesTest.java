package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to documents and bytes between backups, each backup holds what it was of. */
class RandomChangesTest {
  private static final int BACKUPS = 6;

  @TempDir Path folder;
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private int ids;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyBackupHoldsWhatItWasOf(long seed) {
    Random random = new Random(seed);
    Host host = new Host().withCatalogue(new FileCatalogue(folder, Host.ID));
    host.create(storage);
    List<byte[]> documents = new ArrayList<>();
    insert(random, documents, 6_000);
    byte[] bytes = new byte[1_500_000];
    random.nextBytes(bytes);
    Map<Manifest, Map<String, byte[]>> expected = new LinkedHashMap<>();
    long deltas = 0;
    for (int i = 0; i < BACKUPS; i++) {
      Map<String, byte[]> streams = Map.of("a.bson", joined(documents), "log", bytes);
      Repository repository = host.withCatalogue(new FileCatalogue(folder, Host.ID)).open(storage);
      Manifest manifest = Host.backup(repository, streams);
      expected.put(manifest, streams);
      deltas +=
          repository.objects(manifest).objects().stream().filter(StoredObject::isDelta).count();
      for (int change = random.nextInt(5); change >= 0; change--) {
        change(random, documents);
      }
      bytes = changed(random, bytes);
    }

    assertThat(deltas).isPositive();
    Repository fresh = host.withCatalogue(new MemoryCatalogue()).open(storage);
    expected.forEach(
        (manifest, streams) -> {
          Map<String, byte[]> read = Host.read(fresh, manifest);
          streams.forEach(
              (name, content) ->
                  assertThat(Arrays.equals(read.get(name), content))
                      .as("seed %d, backup %s, %s", seed, manifest.backup(), name)
                      .isTrue());
        });
  }

  private void change(Random random, List<byte[]> documents) {
    int from = random.nextInt(documents.size());
    int to = Math.min(documents.size(), from + random.nextInt(documents.size() / 4 + 1));
    switch (random.nextInt(7)) {
      case 0 -> documents.subList(from, to).clear();
      case 1 -> insert(random, documents, random.nextInt(1_500));
      case 2 -> insert(random, documents.subList(0, from), random.nextInt(200));
      case 3 -> Collections.rotate(documents, from);
      case 4 -> documents.subList(from, to).replaceAll(document -> grown(random, document));
      case 5 -> documents.removeIf(_ -> random.nextInt(100) == 0);
      default -> documents.replaceAll(each -> random.nextInt(50) == 0 ? grown(random, each) : each);
    }
    if (documents.isEmpty()) {
      insert(random, documents, 3_000);
    }
  }

  private void insert(Random random, List<byte[]> documents, int count) {
    for (int i = 0; i < count; i++) {
      documents.add(Documents.one(ids++, 0, 200 + random.nextInt(2_000)));
    }
  }

  private static byte[] grown(Random random, byte[] document) {
    int id = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).getInt(9);
    return Documents.one(id, random.nextInt(), document.length + random.nextInt(60));
  }

  private static byte[] changed(Random random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte[] inserted = new byte[random.nextInt(2_000)];
    random.nextBytes(inserted);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(inserted);
    int next = Math.min(bytes.length, at + random.nextInt(3_000));
    out.write(bytes, next, bytes.length - next);
    return out.toByteArray();
  }

  private static byte[] joined(List<byte[]> documents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    documents.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
