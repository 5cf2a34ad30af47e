package dev.lifeboat.source;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source that isn't a database passes the contract, too. */
class MemorySourceTest extends BackupSourceContractTest {
  private final Map<String, byte[]> content =
      new TreeMap<>(Map.of("a", document(1), "b", document(2)));

  @Override
  protected BackupSource open() {
    return new MemorySource(content);
  }

  @Override
  protected void change() {
    content.put("b", document(3));
  }

  /** The BSON document {@code {n: value}}. */
  private static byte[] document(int value) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(12)
        .put((byte) 0x10)
        .put((byte) 'n')
        .put((byte) 0)
        .putInt(value)
        .put((byte) 0)
        .array();
  }

  private record MemorySource(Map<String, byte[]> content) implements BackupSource {
    @Override
    public String kind() {
      return "memory";
    }

    @Override
    public long estimateBytes() {
      return content.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    @Override
    public Capture capture(CaptureSink sink, Progress progress) {
      List<Item> items = new ArrayList<>();
      List<NamedStream> streams = new ArrayList<>();
      try (var phase = progress.start("reading", estimateBytes(), Progress.Unit.BYTES)) {
        for (var entry : content.entrySet()) {
          if (Thread.currentThread().isInterrupted()) {
            throw Problem.of(Code.INTERRUPTED, "interrupted while reading memory").exception();
          }
          try (var writer = sink.open(StreamShape.DOCUMENTS)) {
            writer.write(entry.getValue(), 0, entry.getValue().length);
            phase.advance(entry.getValue().length);
            CapturedStream stream = writer.end();
            var name = new StreamName(entry.getKey());
            streams.add(new NamedStream(name, stream));
            items.add(
                new Item(
                    entry.getKey(),
                    "memory",
                    Optional.of(stream.fingerprint()),
                    0,
                    List.of(name),
                    Map.of(),
                    Optional.empty()));
          }
        }
      }
      return new Capture(
          new Consistency.ServicesStopped(Instant.EPOCH),
          items,
          streams,
          Map.of(),
          List.of(),
          List.of());
    }

    @Override
    public List<LiveItem> live() {
      return content.entrySet().stream()
          .map(entry -> new LiveItem(entry.getKey(), "memory", 1, entry.getValue().length, 0))
          .toList();
    }

    @Override
    public void close() {}
  }
}
