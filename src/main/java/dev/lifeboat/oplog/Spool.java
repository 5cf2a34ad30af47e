package dev.lifeboat.oplog;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.repository.OplogSlices;
import dev.lifeboat.repository.SealedSlice;
import dev.lifeboat.repository.manifest.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Slices that wait on this host until the repository can be reached: encrypted and signed as they
 * will be there. Each survives a power cut once it is added; its manifest is written last.
 */
final class Spool {
  private static final String MANIFEST = ".json";
  private static final String SIGNATURE = ".json.sig";
  private static final String DATA = ".bson";

  private final Path folder;

  Spool(Path folder) {
    this.folder = folder;
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
  }

  void add(SealedSlice slice) {
    write(slice.name() + DATA, slice.data());
    write(slice.name() + SIGNATURE, slice.signature());
    write(slice.name() + MANIFEST, slice.manifest());
  }

  private void write(String name, byte[] bytes) {
    DurableFiles.replace(folder.resolve(name), FileMode.PRIVATE, FileBody.of(bytes));
  }

  void remove(String name) {
    DurableFiles.delete(folder.resolve(name + MANIFEST));
    DurableFiles.delete(folder.resolve(name + SIGNATURE));
    DurableFiles.delete(folder.resolve(name + DATA));
  }

  /** What waits, the oldest first. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(MANIFEST)) {
        names.add(name.substring(0, name.length() - MANIFEST.length()));
      }
    }
    names.sort(null);
    return names;
  }

  long bytes() {
    long bytes = 0;
    for (Path file : files()) {
      bytes += file.toFile().length();
    }
    return bytes;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw FileException.cannot("read", folder, e);
    }
  }

  /**
   * A slice that waits; empty if it isn't whole.
   *
   * @throws FileException if it can't be read now: it may be whole
   */
  Optional<SealedSlice> read(String name, OplogSlices slices) {
    try {
      return Optional.of(
          slices.resume(
              Files.readAllBytes(folder.resolve(name + DATA)),
              Files.readAllBytes(folder.resolve(name + MANIFEST)),
              Files.readAllBytes(folder.resolve(name + SIGNATURE))));
    } catch (NoSuchFileException | FormatException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", folder.resolve(name + MANIFEST), e);
    }
  }
}
