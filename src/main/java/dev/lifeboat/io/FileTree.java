package dev.lifeboat.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * A folder that is filled with files, folders and links as they were elsewhere. Nothing is written
 * through a link, so that nothing gets out of the folder. It is durable once it is closed, but for
 * the name of the folder itself. Methods throw {@link FileException}.
 */
public final class FileTree implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final boolean owning;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final SyncBatch batch = new SyncBatch();

  /**
   * @param root exists
   * @param owning whether owners are set, which only root may do
   */
  public FileTree(Path root, boolean owning) {
    this.root = root;
    this.owning = owning;
  }

  /**
   * What a file was like.
   *
   * @param mode permissions with set-uid, set-gid and sticky: 12 bits
   * @param seconds when it was last changed, since 1970
   */
  public record Traits(int mode, long owner, long group, long seconds) {}

  /** Gives a folder that was made other traits, once all is in it. */
  public void finishLater(String path, Traits traits) {
    Path folder = at(path);
    // Before what was there: the last to be applied is what counts.
    later.addLast(() -> finish(folder, traits, StandardOpenOption.READ));
  }

  /** Makes a folder. */
  public void folder(String path, Traits traits) {
    Path folder = at(path);
    act(
        "create the folder",
        folder,
        () -> {
          Files.createDirectory(folder, FileMode.PRIVATE.ofFolder());
          // At the end: what is made in it changes its time, and its mode may forbid that.
          later.push(() -> finish(folder, traits, StandardOpenOption.READ));
        });
  }

  /** Makes a file; the caller closes the stream, and then calls {@link #finish}. */
  public OutputStream file(String path) {
    Path file = at(path);
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              FileMode.PRIVATE.ofFile());
      return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    } catch (IOException e) {
      throw FileException.cannot("write", file, e);
    }
  }

  /** Gives a file that was written its traits, and makes it durable by the time this is closed. */
  public void finish(String path, Traits traits) {
    finish(at(path), traits, StandardOpenOption.WRITE);
  }

  private void finish(Path file, Traits traits, StandardOpenOption access) {
    act(
        "make durable",
        file,
        () -> {
          // Opened before its mode may forbid it.
          FileChannel channel = FileChannel.open(file, access, LinkOption.NOFOLLOW_LINKS);
          try {
            apply(file, traits);
          } finally {
            batch.add(file, channel);
          }
        });
  }

  /** Makes a symbolic link to whatever the text says. */
  public void symbolicLink(String path, String target, Traits traits) {
    Path link = at(path);
    act(
        "create the link",
        link,
        () -> {
          Files.createSymbolicLink(link, Path.of(target));
          if (owning) {
            own(link, traits);
          }
        });
  }

  /** Gives a file that was made before another name. */
  public void hardLink(String path, String first) {
    Path link = at(path);
    act("create the link", link, () -> Files.createLink(link, at(first)));
  }

  private Path at(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("'" + path + "' leads out of the folder");
    }
    for (Path above = file.getParent();
        above != null && above.startsWith(root);
        above = above.getParent()) {
      if (!Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        throw FileException.cannot("write", file, new NotDirectoryException(String.valueOf(above)));
      }
    }
    return file;
  }

  private void apply(Path file, Traits traits) {
    act(
        "set mode and time of",
        file,
        () -> {
          if (owning) {
            own(file, traits);
          }
          Files.setAttribute(file, "unix:mode", traits.mode());
          Files.setLastModifiedTime(file, FileTime.fromMillis(traits.seconds() * 1000));
        });
  }

  private static void own(Path file, Traits traits) throws IOException {
    Map<String, Long> owners = Map.of("unix:uid", traits.owner(), "unix:gid", traits.group());
    for (Map.Entry<String, Long> each : owners.entrySet()) {
      Files.setAttribute(
          file, each.getKey(), Math.toIntExact(each.getValue()), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private interface Act {
    void run() throws IOException;
  }

  private static void act(String words, Path file, Act act) {
    try {
      act.run();
    } catch (IOException e) {
      throw FileException.cannot(words, file, e);
    }
  }

  /** Gives folders their modes and times. All that was finished is durable after that. */
  @Override
  public void close() {
    try {
      while (!later.isEmpty()) {
        later.pop().run();
      }
    } finally {
      batch.close();
    }
  }
}
