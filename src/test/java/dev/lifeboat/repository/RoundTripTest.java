package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.segment.Cutter;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();

  @Test
  void bytesOfAllLengthsAroundTheLimitsComeBack() {
    Random random = new Random(1);
    // Zeros are never cut by content, so that these are cut by force.
    byte[] long0 = new byte[Cutter.LONGEST + 1];
    byte[] noise = new byte[2 * Cutter.SHORTEST + 5];
    random.nextBytes(noise);
    Map<String, byte[]> streams = new LinkedHashMap<>();
    streams.put("noise", noise);
    for (int around : new int[] {1, 64 << 10, 1 << 20, Cutter.SHORTEST, Cutter.LONGEST}) {
      for (int length = around - 1; length <= around + 1; length++) {
        streams.put("zeros/" + length, Arrays.copyOf(long0, length));
      }
    }
    assertRoundTrip(streams);
  }

  @Test
  void documentsOfAllLengthsComeBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, byte[]> streams = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      int bytes = random.nextInt(1 << random.nextInt(1, 21));
      streams.put("db/c" + i + ".bson", Documents.about(random, bytes, 1 + random.nextInt(2000)));
    }
    streams.put("db/large.bson", Documents.about(random, 20 << 20, 300_000));
    streams.put("db/largest.bson", Documents.some(1, 3, 16 << 20));
    assertThat(streams).as("seed " + seed).isNotEmpty();
    assertRoundTrip(streams);
  }

  @Test
  void streamsWithoutEncryptionComeBack() {
    Repository.create(storage, Host.ID, Host.START);
    Repository repository = host.open(storage, host.keys(ObjectCipher.none()));
    Map<String, byte[]> streams = Map.of("a.bson", Documents.some(1, 10, 100), "b", new byte[3]);
    Manifest manifest = Host.backup(repository, streams);

    assertThat(manifest.recipients()).isEqualTo("none");
    assertThat(Host.read(repository, manifest)).containsExactlyInAnyOrderEntriesOf(streams);
    assertThat(Host.read(host.open(storage, host.keys(ObjectCipher.none())), manifest)).hasSize(2);
  }

  @Test
  void smallStreamsAreReadAtOnce() {
    Repository repository = host.create(storage);
    byte[] small = Documents.some(1, 10, 100);
    Manifest manifest = Host.backup(repository, Map.of("a.bson", small, "empty.bson", new byte[0]));
    CapturedStreams streams = repository.streams(manifest);

    assertThat(streams.readSmall(new StreamName("a.bson"))).isEqualTo(small);
    assertThat(streams.readSmall(new StreamName("empty.bson"))).isEmpty();
    assertThat(streams.bytes(new StreamName("a.bson"))).isEqualTo(1000);
    assertThat(streams.contains(new StreamName("b.bson"))).isFalse();
    assertThat(streams.items()).hasSize(2);
    assertThat(streams.details()).containsEntry("version", "6.0.5");
  }

  private void assertRoundTrip(Map<String, byte[]> streams) {
    Repository repository = host.create(storage);
    Manifest manifest = Host.backup(repository, streams);
    Map<String, byte[]> read = Host.read(repository, manifest);

    assertThat(read.keySet()).isEqualTo(streams.keySet());
    streams.forEach(
        (name, bytes) -> assertThat(Arrays.mismatch(read.get(name), bytes)).as(name).isEqualTo(-1));
    Contents contents = repository.contents(manifest);
    contents
        .streams()
        .forEach(
            stream -> {
              FingerprintSum sum = new FingerprintSum();
              if (stream.name().path().endsWith(".bson")) {
                byte[] bytes = Objects.requireNonNull(read.get(stream.name().path()));
                sum.addAll(bytes, 0, bytes.length);
              }
              assertThat(stream.fingerprint()).isEqualTo(sum.fingerprint());
              assertThat(stream.segments()).allMatch(part -> part.length() <= Cutter.LONGEST);
            });
    assertThat(manifest.objects()).isEqualTo(repository.objects(manifest).objects().size());
    assertThat(repository.backups())
        .singleElement()
        .extracting(BackupEntry::problem)
        .isEqualTo(Optional.empty());
  }
}
