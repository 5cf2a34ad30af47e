package dev.lifeboat.repository;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Backs up as many synthetic bytes as it is told, in a JVM of its own: see {@link MemoryIT}. */
final class LargeStream {
  private static final int LENGTH = 4000;

  private LargeStream() {}

  /**
   * Takes the number of bytes and whether they are {@code text} or {@code noise}, and prints the
   * number of those that were backed up.
   */
  public static void main(String[] arguments) {
    long wanted = Long.parseLong(arguments[0]);
    boolean noise = arguments[1].equals("noise");
    Random random = new Random(1);
    byte[] filling = new byte[LENGTH - 40];
    MemoryStorage files = new MemoryStorage(Host::now);
    Host host = new Host();
    Repository.create(files, Host.ID, Host.START);
    Repository repository = host.open(new Discarding(files));
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(Host.request(), phase);
        StreamWriter stream = writer.open(StreamShape.DOCUMENTS)) {
      ByteBuffer batch =
          ByteBuffer.wrap(Documents.some(1, 4000, LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
      int id = 0;
      for (long written = 0; written < wanted; written += batch.capacity()) {
        for (int at = 0; at < batch.capacity(); at += LENGTH) {
          batch.putInt(at + 9, id++);
          if (noise) {
            random.nextBytes(filling);
            batch.put(at + 30, filling);
          }
        }
        stream.write(batch.array(), 0, batch.capacity());
      }
      NamedStream named = new NamedStream(new StreamName("a.bson"), stream.end());
      PrintStream out = System.out;
      out.println(writer.publish(Host.capture(List.of(named))).sourceBytes());
    }
  }

  /** Forgets the bytes of objects. */
  private record Discarding(Storage files, Map<ObjectKey, ObjectInfo> objects) implements Storage {
    Discarding(Storage files) {
      this(files, new ConcurrentHashMap<>());
    }

    @Override
    public void create(ObjectKey key, Content content) {
      if (key.value().startsWith("objects/")) {
        objects.put(key, new ObjectInfo(key, content.size(), Host.START));
      } else {
        files.create(key, content);
      }
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) {
      return files.read(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> stat(ObjectKey key) {
      return Optional.ofNullable(objects.get(key)).or(() -> files.stat(key));
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> consumer) {
      files.list(prefix, consumer);
    }

    @Override
    public void delete(ObjectKey key) {
      files.delete(key);
    }

    @Override
    public Optional<Long> freeBytes() {
      return Optional.empty();
    }

    @Override
    public String location() {
      return "nowhere";
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
