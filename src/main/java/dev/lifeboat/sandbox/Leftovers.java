package dev.lifeboat.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of throw-away servers. The {@link Watcher} removes those of a JVM that was killed;
 * where it was killed too, as by a power cut, the next start of a server does.
 */
final class Leftovers {
  private static final String PREFIX = "lifeboat-mongod-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

  private Leftovers() {}

  /** Makes a folder that tells whose it is. */
  static Path newFolder() throws IOException {
    return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
  }

  /** Removes folders whose JVM is gone, and ends servers that still run in them. */
  static void remove() {
    var where = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    List<Path> folders;
    try (var all = Files.list(where)) {
      folders = all.filter(Leftovers::isAbandoned).toList();
    } catch (IOException e) {
      return;
    }
    for (Path folder : folders) {
      endServers(folder);
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        // Another user's, or its watcher removes it just now: not ours to insist on.
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    return name.matches()
        && Files.isDirectory(folder)
        && Files.isWritable(folder)
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
        && !isHeldElsewhere(folder);
  }

  /**
   * True if a server that can't be seen from here holds its data, as in another container that
   * shares this folder: mongod locks a file.
   */
  private static boolean isHeldElsewhere(Path folder) {
    return locks(folder).stream().anyMatch(lock -> server(lock).isEmpty() && isLocked(lock));
  }

  private static boolean isLocked(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      return true;
    }
  }

  private static void endServers(Path folder) {
    for (Path lock : locks(folder)) {
      server(lock)
          .ifPresent(
              mongod -> {
                mongod.destroyForcibly();
                mongod.onExit().join();
              });
    }
  }

  /** The server that wrote its number into that file, if it still runs with its data there. */
  private static Optional<ProcessHandle> server(Path lock) {
    try {
      long pid = Long.parseLong(Files.readString(lock).strip());
      String data = String.valueOf(lock.getParent());
      return ProcessHandle.of(pid)
          .filter(
              process ->
                  process
                      .info()
                      .arguments()
                      .filter(words -> List.of(words).contains(data))
                      .isPresent());
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<Path> locks(Path folder) {
    try (var nodes = Files.list(folder)) {
      return nodes
          .map(node -> node.resolve("data").resolve("mongod.lock"))
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
