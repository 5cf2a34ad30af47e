package dev.lifeboat.storage.local;

import dev.lifeboat.io.FileException;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks the folders in the order of the keys. It holds the entries of one folder per level, never
 * those of the whole storage.
 */
final class Listing {
  private final Path root;
  private final String prefix;
  private final Consumer<ObjectInfo> consumer;

  Listing(Path root, String prefix, Consumer<ObjectInfo> consumer) {
    this.root = root;
    this.prefix = prefix;
    this.consumer = consumer;
  }

  /**
   * @param order the key; with a {@code /} at the end for a folder, since all its keys have one
   *     there, and {@code a.b} comes before {@code a/b} although {@code a} comes before {@code a.b}
   * @param object empty for a folder
   */
  private record Entry(String order, Optional<ObjectInfo> object) {}

  void run() {
    walk(root, "");
  }

  /**
   * @param start what the keys in this folder start with: empty, or ending in {@code /}
   */
  private void walk(Path folder, String start) {
    for (Entry entry : entries(folder, start)) {
      entry.object.ifPresentOrElse(consumer, () -> walk(root.resolve(entry.order), entry.order));
    }
  }

  private List<Entry> entries(Path folder, String start) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path file : names) {
        ObjectKey.parse(start + file.getFileName())
            .filter(this::mayMatch)
            .flatMap(key -> entry(key, file))
            .ifPresent(entries::add);
      }
    } catch (DirectoryIteratorException e) {
      throw FileException.cannot("list", folder, Objects.requireNonNull(e.getCause()));
    } catch (NoSuchFileException e) {
      return List.of(); // deleted meanwhile
    } catch (IOException e) {
      throw FileException.cannot("list", folder, e);
    }
    entries.sort(Comparator.comparing(Entry::order));
    return entries;
  }

  /** Whether the key, or one below it if it is a folder, starts with the prefix. */
  private boolean mayMatch(ObjectKey key) {
    return key.value().startsWith(prefix) || prefix.startsWith(key.value() + "/");
  }

  private Optional<Entry> entry(ObjectKey key, Path file) {
    Optional<BasicFileAttributes> found = Entries.attributes(file);
    if (found.filter(BasicFileAttributes::isDirectory).isPresent()) {
      return Optional.of(new Entry(key.value() + "/", Optional.empty()));
    }
    return found
        .flatMap(attributes -> Entries.object(key, attributes))
        .filter(object -> key.value().startsWith(prefix))
        .map(object -> new Entry(key.value(), Optional.of(object)));
  }
}
