package dev.lifeboat.repository;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Remembers in a folder that only its owner can read, one for each repository. It holds digests of
 * plaintext, but no plaintext. Several processes may use it at once: {@code objects} grows line by
 * line, is replaced by a shorter one when much of it says nothing any more, and lines that make no
 * sense are passed over. Where the folder can't be used, this remembers as long as the process
 * lives, and says so.
 */
public final class FileCatalogue implements Catalogue {
  /** How many bytes the content of bases takes at most, unless someone says otherwise. */
  public static final long DEFAULT_ROOM = 20_000_000_000L;

  private static final String GONE = "-";

  /** So many lines more than are needed are no reason to write all of them again. */
  private static final int SLACK = 1000;

  /** So many manifests are known to be verified at most; others are verified again. */
  private static final int MOST_VERIFIED = 200_000;

  private final MemoryCatalogue memory = new MemoryCatalogue();
  private final LineLog objects;
  private final LineLog newest;
  private final LineLog verified;
  private final BaseShelf shelf;
  private final long room;
  private long lines;
  private long newestLines;
  private long verifiedLines;
  private final AtomicReference<FileException> failure = new AtomicReference<>();

  /**
   * Opens the catalogue of a repository, or starts one.
   *
   * @param folder where the host keeps its state
   */
  public FileCatalogue(Path folder, String repository) {
    this(folder, repository, DEFAULT_ROOM);
  }

  /**
   * Opens the catalogue of a repository, or starts one.
   *
   * @param folder where the host keeps its state
   * @param room how many bytes the content of bases may take; without any there are no deltas
   */
  public FileCatalogue(Path folder, String repository, long room) {
    Path own = folder.resolve(repository);
    shelf = new BaseShelf(own.resolve("bases"), room);
    this.room = room;
    objects = new LineLog(own.resolve("objects"));
    newest = new LineLog(own.resolve("newest"));
    verified = new LineLog(own.resolve("verified"));
    attempt(() -> DurableFiles.createFolders(own, FileMode.PRIVATE));
    attempt(() -> objects.read(this::readObject));
    attempt(() -> newest.read(this::readNewest));
    attempt(() -> verified.read(this::readVerified));
    attempt(this::compact);
  }

  /** What was forgotten, said again or is of long ago would make the files longer for ever. */
  private void compact() {
    AtomicLong live = new AtomicLong();
    memory.forEach((plain, recipients, object) -> live.incrementAndGet());
    if (lines > 2 * live.get() + SLACK) {
      objects.compact(
          all -> {
            // Of all lines that are there now: others may have added some since they were read.
            MemoryCatalogue now = new MemoryCatalogue();
            all.forEach(line -> tolerant(line, each -> readObject(each, now)));
            List<String> kept = new ArrayList<>();
            now.forEach((plain, recipients, object) -> kept.add(line(plain, recipients, object)));
            return kept;
          });
    }
    if (newestLines > SLACK) {
      newest.compact(
          all -> {
            // Of several processes the last to write may have seen an older one.
            MemoryCatalogue now = new MemoryCatalogue();
            all.forEach(line -> tolerant(line, each -> readNewest(each, now)));
            return now.newest().map(FileCatalogue::line).stream().toList();
          });
    }
    if (verifiedLines > MOST_VERIFIED) {
      verified.compact(
          all ->
              all.stream()
                  .distinct()
                  .skip(Math.max(0, all.stream().distinct().count() - MOST_VERIFIED / 2))
                  .toList());
    }
  }

  private static void tolerant(String line, Consumer<String> reader) {
    try {
      reader.accept(line);
    } catch (IllegalArgumentException e) {
      // torn, as in the log itself
    }
  }

  private static String line(Digest plain, String recipients, StoredObject object) {
    List<String> parts =
        new ArrayList<>(
            List.of(plain.hex(), recipients, object.digest().hex(), String.valueOf(object.size())));
    if (object.isDelta()) {
      parts.add(object.bases().stream().map(Digest::hex).collect(Collectors.joining(",")));
    }
    return String.join(" ", parts);
  }

  private static String line(Newest seen) {
    return seen.backup() + " " + seen.manifest();
  }

  @Override
  public Optional<StoredObject> find(Digest plain, String recipients) {
    return memory.find(plain, recipients);
  }

  @Override
  public Optional<StoredObject> find(Digest object) {
    return memory.find(object);
  }

  @Override
  public void add(Digest plain, String recipients, StoredObject object) {
    memory.add(plain, recipients, object);
    append(line(plain, recipients, object));
  }

  @Override
  public void forget(Digest plain, String recipients) {
    memory.forget(plain, recipients);
    append(plain.hex(), recipients, GONE, "0");
  }

  @Override
  public void forget(Digest object) {
    memory.forget(object);
    shelf.drop(object);
    append(GONE, GONE, object.hex(), "0");
  }

  @Override
  public boolean isVerified(Digest manifest, String signers) {
    return memory.isVerified(manifest, signers);
  }

  @Override
  public void verified(Digest manifest, String signers) {
    memory.verified(manifest, signers);
    attempt(() -> verified.append(manifest + " " + signers));
  }

  @Override
  public Optional<BaseShelf> shelf() {
    return room > 0 ? Optional.of(shelf) : Optional.empty();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(failure.get()).map(Throwable::getMessage);
  }

  @Override
  public Optional<Newest> newest() {
    return memory.newest();
  }

  @Override
  public void remember(Newest seen) {
    memory.remember(seen);
    if (memory.newest().equals(Optional.of(seen))) {
      attempt(() -> newest.append(line(seen)));
    }
  }

  private void append(String... parts) {
    attempt(() -> objects.append(String.join(" ", parts)));
  }

  private void attempt(Runnable act) {
    try {
      act.run();
    } catch (FileException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void readObject(String line) {
    lines++;
    readObject(line, memory);
  }

  private static void readObject(String line, MemoryCatalogue memory) {
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() != 4 && parts.size() != 5) {
      return;
    }
    if (parts.get(0).equals(GONE)) {
      memory.forget(new Digest(parts.get(2)));
      return;
    }
    Digest plain = new Digest(parts.get(0));
    if (parts.get(2).equals(GONE)) {
      memory.forget(plain, parts.get(1));
    } else {
      memory.add(
          plain,
          parts.get(1),
          new StoredObject(
              new Digest(parts.get(2)),
              Long.parseLong(parts.get(3)),
              parts.size() == 4
                  ? List.of()
                  : Arrays.stream(parts.get(4).split(",", -1)).map(Digest::new).toList()));
    }
  }

  private void readVerified(String line) {
    verifiedLines++;
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() == 2) {
      memory.verified(new Digest(parts.get(0)), parts.get(1));
    }
  }

  private void readNewest(String line) {
    newestLines++;
    readNewest(line, memory);
  }

  private static void readNewest(String line, MemoryCatalogue memory) {
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() == 2) {
      memory.remember(new Newest(new BackupId(parts.get(0)), new Digest(parts.get(1))));
    }
  }
}
