package dev.lifeboat.repository;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LooseFiles;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A folder with what reads the full segments of earlier backups, so that later ones can be stored
 * as deltas against them on a host that can't read its own backups. A file for each: a line that
 * says which it is, then its content or the key of its object, sealed by the caller. It is a cache,
 * and may be removed at any time: the next backup then stores fulls. Several processes may use it
 * at once. Thread-safe.
 */
public final class BaseShelf {
  /** A line is much shorter. */
  private static final int LONGEST_LINE = 4096;

  private final Path folder;
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param limit how many bytes it may take; what doesn't fit isn't kept
   */
  BaseShelf(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /** All that is there. */
  List<ShelvedSegment> list() {
    List<ShelvedSegment> found = new ArrayList<>();
    long bytes = 0;
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
      for (Path file : files) {
        bytes += Files.size(file);
        header(file).ifPresentOrElse(found::add, () -> DurableFiles.delete(file));
      }
    } catch (IOException | DirectoryIteratorException | FileException e) {
      // What can't be read is no base; fulls are stored.
      return List.of();
    }
    taken.set(bytes);
    return found;
  }

  /** Keeps one more, if there is room; what goes wrong only makes later backups larger. */
  void put(ShelvedSegment base, MemorySegment sealed) {
    byte[] line = (base.print() + "\n").getBytes(StandardCharsets.US_ASCII);
    long size = line.length + sealed.byteSize();
    if (taken.addAndGet(size) > limit) {
      taken.addAndGet(-size);
      return;
    }
    Content content = new SegmentContent(sealed);
    try {
      DurableFiles.createFolders(folder, FileMode.PRIVATE);
      LooseFiles.replace(
          file(base.object().digest()),
          FileMode.PRIVATE,
          out -> {
            out.write(line);
            try (InputStream in = content.open()) {
              in.transferTo(out);
            }
          });
    } catch (FileException e) {
      taken.addAndGet(-size);
    }
  }

  /**
   * Reads what was sealed.
   *
   * @param room gives memory of a certain size, where it is put
   * @return empty if it isn't there any more, or not whole
   */
  Optional<MemorySegment> read(ShelvedSegment base, LongFunction<MemorySegment> room) {
    Path file = file(base.object().digest());
    try (InputStream in = Files.newInputStream(file)) {
      int skipped = base.print().length() + 1;
      long size = Files.size(file) - skipped;
      if (size <= 0 || size > Bytes.LONGEST || in.skip(skipped) != skipped) {
        return Optional.empty();
      }
      MemorySegment sealed = room.apply(size);
      byte[] piece = new byte[64 << 10];
      long at = 0;
      for (int got = in.read(piece); got >= 0 && at + got <= size; got = in.read(piece)) {
        MemorySegment.copy(piece, 0, sealed, ValueLayout.JAVA_BYTE, at, got);
        at += got;
      }
      return at == size ? Optional.of(sealed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes a base away, if it is there. */
  void drop(Digest object) {
    try {
      Path file = file(object);
      if (Files.exists(file)) {
        taken.addAndGet(-Files.size(file));
        DurableFiles.delete(file);
      }
    } catch (IOException | FileException e) {
      // It stays, and takes room until its time is over.
    }
  }

  private Path file(Digest object) {
    return folder.resolve(object.hex());
  }

  private static Optional<ShelvedSegment> header(Path file) throws IOException {
    byte[] begin;
    try (InputStream in = Files.newInputStream(file)) {
      begin = in.readNBytes(LONGEST_LINE);
    }
    String text = new String(begin, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    try {
      return Optional.of(ShelvedSegment.parse(text.substring(0, Math.max(end, 0))))
          .filter(base -> base.object().digest().hex().equals(file.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
