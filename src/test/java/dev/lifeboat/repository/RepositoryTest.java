package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepositoryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  private final MemoryStorage storage = new MemoryStorage(InstantSource.fixed(NOW));
  private final MemoryCatalogue catalogue = new MemoryCatalogue();
  private final Identity identity = Identity.generate();
  private final SigningKey signing = SigningKey.generate();

  @Test
  void whatGoesInComesOut() {
    Repository repository = repository();
    Map<String, byte[]> streams = new LinkedHashMap<>();
    streams.put("shop/orders.bson", documents(1, 40_000, 1000));
    streams.put("shop/empty.bson", new byte[0]);
    streams.put("shop/tiny.bson", documents(2, 3, 50));
    Manifest manifest = backup(repository, streams);

    CapturedStreams read = repository.streams(repository.contents(manifest));
    streams.forEach((name, bytes) -> assertThat(bytes(read, name)).as(name).isEqualTo(bytes));
    assertThat(repository.backups()).hasSize(1);
    assertThat(repository.backups().getFirst().problem()).isEmpty();
  }

  @Test
  void whatIsStoredIsNotStoredAgain() {
    Repository repository = repository();
    Map<String, byte[]> streams = Map.of("shop/orders.bson", documents(1, 40_000, 1000));
    Manifest first = backup(repository, streams);
    Manifest second = backup(repository, streams);

    assertThat(first.newBytes()).isGreaterThan(10_000_000L);
    assertThat(second.newBytes()).isLessThan(5_000);
    assertThat(second.previous().orElseThrow().backup()).isEqualTo(first.backup());
  }

  private Repository repository() {
    Repository.create(storage, "2b0c7f7e-0000-4000-8000-000000000000", NOW);
    Keys keys =
        new Keys(
            ObjectCipher.age(List.of(identity.recipient()), List.of(identity)),
            new TrustedSigners(List.of(signing.signer())),
            Optional.of(signing));
    Random random = new Random(1);
    return Repository.open(storage, keys, id -> catalogue, InstantSource.fixed(NOW), random);
  }

  private static Manifest backup(Repository repository, Map<String, byte[]> streams) {
    BackupRequest request =
        new BackupRequest("shop", "fake", Optional.empty(), List.of(), 0, "host", "test");
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      List<NamedStream> named = new ArrayList<>();
      streams.forEach(
          (name, bytes) -> {
            try (StreamWriter stream = writer.open(StreamShape.DOCUMENTS)) {
              stream.write(bytes, 0, bytes.length);
              named.add(new NamedStream(new StreamName(name), stream.end()));
            }
          });
      return writer.publish(
          new Capture(
              new Consistency.Locked(NOW), List.of(), named, Map.of(), List.of(), List.of()));
    }
  }

  private static byte[] bytes(CapturedStreams streams, String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    streams.read(new StreamName(name), bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Things that are framed like BSON documents, with an int32 _id first. */
  private static byte[] documents(long seed, int count, int size) {
    Random random = new Random(seed);
    ByteBuffer all = ByteBuffer.allocate(count * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      byte[] filling = new byte[size - 14];
      for (int at = 0; at < filling.length; at++) {
        filling[at] = (byte) ('a' + random.nextInt(16));
      }
      all.putInt(size).put((byte) 0x10).put(new byte[] {'_', 'i', 'd', 0}).putInt(i);
      all.put(filling).put((byte) 0);
    }
    return all.array();
  }
}
