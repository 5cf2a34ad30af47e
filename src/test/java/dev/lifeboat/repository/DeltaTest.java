package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed a little is stored as a delta, and comes back. */
class DeltaTest {
  private static final int LENGTH = 1000;

  @TempDir Path folder;
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Random random = new Random(3);

  @Test
  void scatteredUpdatesTakeLittle() {
    List<byte[]> documents = documents(12_000);
    Pair pair = backUp(documents, changed(documents, 0.01));

    assertThat(pair.second.newBytes()).isLessThan(pair.first.newBytes() / 50);
    assertThat(deltas(pair)).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void insertsAndDeletesTakeLittle() {
    List<byte[]> documents = documents(12_000);
    List<byte[]> later = new ArrayList<>(documents);
    later.removeIf(document -> random.nextInt(1000) == 0);
    for (int i = 0; i < 50; i++) {
      later.add(random.nextInt(later.size()), Documents.one(1_000_000 + i, 0, LENGTH));
    }
    Pair pair = backUp(documents, later);

    assertThat(pair.second.newBytes()).isLessThan(pair.first.newBytes() / 50);
  }

  private Pair backUp(List<byte[]> before, List<byte[]> after) {
    Host host = new Host(new FileCatalogue(folder, Host.ID));
    Repository repository = host.create(storage);
    Manifest first = Host.backup(repository, Map.of("a.bson", joined(before)));
    Manifest second = Host.backup(host.open(storage), Map.of("a.bson", joined(after)));
    for (Manifest manifest : List.of(first, second)) {
      byte[] expected = joined(manifest.equals(first) ? before : after);
      byte[] read = Host.read(host.open(storage), manifest).get("a.bson");
      assertThat(Arrays.equals(read, expected)).isTrue();
    }
    return new Pair(first, second, host.open(storage).objects(second));
  }

  private static List<StoredObject> deltas(Pair pair) {
    return pair.list.objects().stream().filter(StoredObject::isDelta).toList();
  }

  private static List<byte[]> documents(int count) {
    List<byte[]> documents = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      documents.add(Documents.one(id, 0, LENGTH));
    }
    return documents;
  }

  private List<byte[]> changed(List<byte[]> documents, double share) {
    List<byte[]> changed = new ArrayList<>();
    for (byte[] document : documents) {
      byte[] copy = document.clone();
      if (random.nextDouble() < share) {
        random.nextBytes(new byte[8]);
        copy[copy.length / 2] ^= 5;
      }
      changed.add(copy);
    }
    return changed;
  }

  private static byte[] joined(List<byte[]> documents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    documents.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private record Pair(Manifest first, Manifest second, ObjectList list) {}
}
