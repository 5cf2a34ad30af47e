package dev.lifeboat.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes many files durable, some at once: a file system writes its own journal once for all that
 * wait for it.
 */
final class SyncBatch implements AutoCloseable {
  private static final int SIZE = 64;

  private record Waiting(Path file, FileChannel channel) {}

  private final List<Waiting> open = new ArrayList<>();

  /** Makes a file durable with those that come soon after it, and closes its channel. */
  void add(Path file, FileChannel channel) {
    open.add(new Waiting(file, channel));
    if (open.size() == SIZE) {
      flush();
    }
  }

  private void flush() {
    Map<Path, IOException> failures = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      open.forEach(
          each ->
              threads.execute(
                  () -> {
                    try (FileChannel channel = each.channel()) {
                      channel.force(true);
                    } catch (IOException e) {
                      failures.put(each.file(), e);
                    }
                  }));
    }
    open.clear();
    failures.entrySet().stream()
        .filter(failure -> !Folders.unsupported(failure.getValue()))
        .findFirst()
        .ifPresent(
            failure -> {
              throw FileException.cannot("make durable", failure.getKey(), failure.getValue());
            });
  }

  @Override
  public void close() {
    flush();
  }
}
