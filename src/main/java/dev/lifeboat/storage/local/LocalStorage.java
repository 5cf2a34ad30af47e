package dev.lifeboat.storage.local;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps each object as a file in a folder, under its key.
 *
 * <p>Files have mode 0400: an object never changes, and so neither an editor nor a careless {@code
 * >>} changes one; deleting needs the folder's permission only. Folders have mode 0700. An object's
 * time is the file's time of modification, which the file system's clock set: a copy of the folder
 * that shall keep the ages must keep the times ({@code cp -p}, {@code rsync -a}).
 *
 * <p>Names that start with a dot are no objects. Symbolic links below the root are neither objects
 * nor followed. The file system must tell upper case from lower case.
 *
 * <p>A root that isn't there, such as a disk that isn't mounted, is UNAVAILABLE, never an empty
 * storage.
 */
public final class LocalStorage implements Storage {
  private final Path root;

  /** Folders that are durable, and in which nothing is left of processes that were killed. */
  private final Set<Path> prepared = ConcurrentHashMap.newKeySet();

  /** A storage in a folder, which needn't be there yet; relative to the current folder. */
  public LocalStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder for a storage, and those above it, with mode 0700. A folder that is there
   * stays as it is.
   */
  public static void createRoot(Path root) {
    try {
      DurableFiles.createFolders(root.toAbsolutePath().normalize(), FileMode.PRIVATE);
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public void create(ObjectKey key, Content content) {
    requireRoot();
    try {
      prepareFolders(key);
      DurableFiles.create(file(key), mode(), out -> ContentCopy.copy(content, out));
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  /** A folder that a group may write to is one that a group shares. */
  private FileMode mode() {
    return Entries.isGroupWritable(root) ? FileMode.GROUP_READ_ONLY : FileMode.PRIVATE_READ_ONLY;
  }

  private void prepareFolders(ObjectKey key) {
    if (prepared.add(root)) {
      DurableFiles.sweep(root);
    }
    Path folder = root;
    String[] parts = key.value().split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      Path parent = folder;
      folder = parent.resolve(parts[i]);
      if (!prepared.contains(folder) || !Entries.isFolder(folder)) {
        prepare(folder, parent);
      }
    }
  }

  private void prepare(Path folder, Path parent) {
    if (Entries.attributes(folder).isEmpty()) {
      DurableFiles.createFolders(folder, mode());
    }
    if (!Entries.isFolder(folder)) {
      throw Failures.notAFolder(folder);
    }
    // Whoever created the folder may have been killed before its name was durable.
    DurableFiles.sync(parent);
    DurableFiles.sweep(folder);
    prepared.add(folder);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative offset or length: " + offset + ", " + length);
    }
    if (stat(key).isEmpty()) {
      throw Failures.noObject(key, root);
    }
    try {
      return FileRange.open(file(key), offset, length);
    } catch (NoSuchFileException e) {
      throw Failures.noObject(key, root);
    } catch (IOException e) {
      throw Failures.of(FileException.cannot("read", file(key), e));
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    try {
      if (!reachable(key)) {
        return Optional.empty();
      }
      Optional<ObjectInfo> info = Entries.object(key, file(key));
      if (info.isEmpty()) {
        requireRoot();
      }
      return info;
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  /** Whether all folders of a key are real ones, so that its file is inside the root. */
  private boolean reachable(ObjectKey key) {
    String value = key.value();
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1)) {
      if (!Entries.isFolder(root.resolve(value.substring(0, i)))) {
        requireRoot();
        return false;
      }
    }
    return true;
  }

  @Override
  public void list(String prefix, Consumer<ObjectInfo> consumer) {
    requireRoot();
    try {
      new Listing(root, prefix, consumer).run();
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public void delete(ObjectKey key) {
    requireRoot();
    try {
      if (reachable(key) && !Entries.isFolder(file(key))) {
        DurableFiles.delete(file(key));
      }
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public void removeEmptyFolders(String folder) {
    requireRoot();
    Path top = file(ObjectKey.of(folder.substring(0, folder.length() - 1)));
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> found = Files.walk(top)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        if (Entries.isFolder(each) && isEmpty(each)) {
          DurableFiles.delete(each);
        }
      }
    } catch (IOException e) {
      throw Failures.of(FileException.cannot("tidy up", top, e));
    } catch (FileException e) {
      throw Failures.of(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  @Override
  public boolean isNear() {
    return true;
  }

  @Override
  public Optional<Long> freeBytes() {
    requireRoot();
    try {
      return Optional.of(Files.getFileStore(root).getUsableSpace());
    } catch (IOException e) {
      throw Failures.of(FileException.cannot("use", root, e));
    }
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public void close() {
    // holds no resources
  }

  private Path file(ObjectKey key) {
    return root.resolve(key.value());
  }

  private void requireRoot() {
    try {
      if (!Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
        throw Failures.notAFolder(root);
      }
    } catch (NoSuchFileException e) {
      throw Failures.noRoot(root);
    } catch (IOException e) {
      throw Failures.of(FileException.cannot("use", root, e));
    }
  }
}
