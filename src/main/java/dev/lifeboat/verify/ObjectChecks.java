package dev.lifeboat.verify;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When this host read which object of a repository and found it good. It is worth keeping and may
 * be lost: then everything counts as never read. Thread-safe but for loading and saving. Of two
 * verifications at once the one that ends later is remembered.
 */
public final class ObjectChecks {
  private final Optional<Path> folder;
  private final Map<Digest, Long> checked = new ConcurrentHashMap<>();
  private final Map<String, Coverage> coverage = new HashMap<>();

  private ObjectChecks(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Remembers nothing beyond this process. */
  public static ObjectChecks forgetful() {
    return new ObjectChecks(Optional.empty());
  }

  /**
   * What is kept in a folder, which need not exist.
   *
   * @throws dev.lifeboat.io.FileException if it is there and can't be read
   */
  public static ObjectChecks load(Path folder) {
    ObjectChecks checks = new ObjectChecks(Optional.of(folder));
    new LineLog(objects(folder)).read(checks::readObject);
    coverage(folder).forEach(checks.coverage::put);
    return checks;
  }

  /** What is kept of each backup, by its id; this reads less than {@link #load}. */
  public static Map<String, Coverage> coverage(Path folder) {
    Map<String, Coverage> found = new HashMap<>();
    new LineLog(backups(folder))
        .read(
            line -> {
              Coverage one = readCoverage(line);
              found.put(one.backup(), one);
            });
    return found;
  }

  /** When an object was found good last. */
  public Optional<Instant> last(Digest object) {
    return Optional.ofNullable(checked.get(object)).map(Instant::ofEpochSecond);
  }

  void good(Digest object, Instant now) {
    checked.put(object, now.getEpochSecond());
  }

  void bad(Digest object) {
    checked.remove(object);
  }

  /** How much of a backup was read. */
  Coverage note(String backup, Collection<Digest> objects) {
    List<Long> times =
        objects.stream()
            .flatMap(object -> Optional.ofNullable(checked.get(object)).stream())
            .toList();
    Coverage one =
        new Coverage(
            backup,
            times.size(),
            objects.size(),
            times.stream().min(Long::compare).map(Instant::ofEpochSecond));
    coverage.put(backup, one);
    return one;
  }

  /**
   * Keeps it for later processes.
   *
   * @throws dev.lifeboat.io.FileException if it can't be written
   */
  public void save() {
    folder.ifPresent(
        place -> {
          DurableFiles.createFolders(place, FileMode.PRIVATE);
          StringBuilder lines = new StringBuilder();
          checked.forEach((object, at) -> lines.append(object).append(' ').append(at).append('\n'));
          write(objects(place), lines);
          StringBuilder known = new StringBuilder();
          coverage.values().forEach(one -> known.append(printed(one)).append('\n'));
          write(backups(place), known);
        });
  }

  private static void write(Path file, StringBuilder lines) {
    DurableFiles.replace(
        file, FileMode.PRIVATE, FileBody.of(lines.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static String printed(Coverage one) {
    return "%s %d %d %s"
        .formatted(
            one.backup(),
            one.checked(),
            one.objects(),
            one.oldest().map(at -> String.valueOf(at.getEpochSecond())).orElse("-"));
  }

  private void readObject(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length == 2) {
      checked.put(new Digest(parts[0]), Long.valueOf(parts[1]));
    }
  }

  private static Coverage readCoverage(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a line of coverage");
    }
    return new Coverage(
        parts[0],
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        parts[3].equals("-")
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(Long.parseLong(parts[3]))));
  }

  private static Path objects(Path folder) {
    return folder.resolve("checked-objects");
  }

  private static Path backups(Path folder) {
    return folder.resolve("checked-backups");
  }
}
