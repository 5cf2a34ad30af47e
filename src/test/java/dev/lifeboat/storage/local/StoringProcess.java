package dev.lifeboat.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another process that uses a local storage: to be killed, or run as another user. */
final class StoringProcess {
  /** Every object's size in {@link #many}. */
  static final int SIZE = 300_000;

  private StoringProcess() {}

  /** Starts this test's Java with a command of {@link #main}, after a prefix such as sudo's. */
  static Process start(List<String> prefix, String command, Path root) throws IOException {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StoringProcess.class.getName(),
            command,
            root.toString()));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) {
    LocalStorage storage = new LocalStorage(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "half" -> half(storage);
      case "many" -> many(storage);
      case "one" -> one(storage);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Creates an object that stops after half of its bytes. */
  private static void half(LocalStorage storage) {
    storage.create(ObjectKey.of("objects/ab/half"), new Stalling());
  }

  /** Creates objects until the process is killed, and names each one that is stored. */
  private static void many(LocalStorage storage) {
    for (int i = 0; ; i++) {
      byte[] bytes = new byte[SIZE];
      Arrays.fill(bytes, (byte) i);
      storage.create(ObjectKey.of("objects/" + i % 10 + "/" + i), Content.of(bytes));
      say("objects/" + i % 10 + "/" + i);
    }
  }

  /** Creates one object, and says how that went. */
  private static void one(LocalStorage storage) {
    try {
      storage.create(ObjectKey.of("one"), Content.of("x".getBytes(UTF_8)));
      say("stored");
    } catch (StorageException e) {
      say(e.kind() + " " + e.getMessage());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private record Stalling() implements Content {
    @Override
    public long size() {
      return 2_000_000;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private int given;

        @Override
        public int read() {
          if (given == 1_000_000) {
            say("half");
            stall();
          }
          given++;
          return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          for (int i = 0; i < length; i++) {
            bytes[offset + i] = (byte) read();
          }
          return length;
        }
      };
    }

    private static void stall() {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
