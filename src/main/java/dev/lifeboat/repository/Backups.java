package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The backups of a repository, the oldest first, and how people choose one.
 *
 * @param entries all of them, also those that can't be trusted
 * @param expected one that must be among them, or {@code latest} would go back in time
 * @param notice told of each suspicious backup that a choice passes over, in words for people
 */
public record Backups(
    List<BackupEntry> entries, Optional<BackupId> expected, Consumer<String> notice) {
  private static final String LATEST_OF = "latest:";

  public Backups {
    entries = List.copyOf(entries);
  }

  /** Without a backup that must be among them. */
  public Backups(List<BackupEntry> entries) {
    this(entries, Optional.empty(), _ -> {});
  }

  /**
   * Those of a repository; the newest that this host knows of must be among them, unless the place
   * is only visited.
   */
  public static Backups expectingTheNewest(Repository repository) {
    return new Backups(repository.backups(), repository.newestExpected(), _ -> {});
  }

  /** The same, telling someone what a choice passes over. */
  public Backups telling(Consumer<String> someone) {
    return new Backups(entries, expected, someone);
  }

  /**
   * Those of one kind of source. What can't be trusted may be of any kind, whatever it says, so it
   * is always among them.
   */
  public Backups ofKind(String kind) {
    return new Backups(
        entries.stream().filter(entry -> entry.problem().isPresent() || is(entry, kind)).toList(),
        expected.filter(id -> entries.stream().noneMatch(entry -> entry.id().equals(id))),
        notice);
  }

  /**
   * Those of the database, and of other kinds only if no backup is of the database; never what an
   * accident left.
   */
  private Backups usual() {
    boolean database = entries.stream().anyMatch(entry -> is(entry, SourceKind.DATABASE));
    return database ? ofKind(SourceKind.DATABASE) : withoutForensic();
  }

  private Backups withoutForensic() {
    return new Backups(
        entries.stream().filter(entry -> !is(entry, SourceKind.FORENSIC)).toList(),
        expected.filter(id -> entries.stream().noneMatch(entry -> entry.id().equals(id))),
        notice);
  }

  private static boolean is(BackupEntry entry, String kind) {
    return entry.manifest().map(Manifest::source).filter(kind::equals).isPresent();
  }

  /**
   * The backup that a person names: {@code latest}, {@code latest:KIND}, an id, or the beginning of
   * one. See {@link BackupEntry#trusted} before anything is made of it.
   *
   * @throws ProblemException BACKUP_NOT_FOUND
   */
  public BackupEntry select(String name) {
    if (name.equals("latest")) {
      return latest();
    }
    if (name.startsWith(LATEST_OF)) {
      return ofKind(name.substring(LATEST_OF.length())).newest();
    }
    List<BackupEntry> fits =
        entries.stream().filter(entry -> entry.id().value().startsWith(name)).toList();
    if (fits.isEmpty()) {
      throw notFound("there is no backup '" + name + "'");
    }
    if (fits.size() > 1) {
      throw notFound("'%s' fits %d backups".formatted(name, fits.size()));
    }
    return fits.getFirst();
  }

  /**
   * The newest backup, of the database if there is any of it, that is complete and not suspicious,
   * or whose manifest can't be trusted: an older one is never taken silently in its place.
   * Incomplete and suspicious ones are restored by their id only. An imported one is chosen only
   * where there is no other; then that of the latest moment.
   *
   * @throws ProblemException BACKUP_NOT_FOUND, also if the one that must be there is gone
   */
  public BackupEntry latest() {
    return usual().newest();
  }

  private BackupEntry newest() {
    expected
        .filter(id -> entries.stream().noneMatch(entry -> entry.id().equals(id)))
        .ifPresent(
            id -> {
              throw gone(id);
            });
    return tell(
        newestFirst()
            .filter(entry -> entry.problem().isPresent() || restorable(entry))
            .findFirst()
            .orElseThrow(this::noLatest),
        Instant.MAX);
  }

  /**
   * The newest complete backup, of the database if there is any of it, not suspicious, whose moment
   * is at or before the given one.
   */
  public BackupEntry at(Instant moment) {
    return usual().newestAt(moment);
  }

  private BackupEntry newestAt(Instant moment) {
    return tell(
        newestFirst()
            .filter(entry -> entry.problem().isEmpty() && restorable(entry))
            .filter(entry -> !moment(entry).isAfter(moment))
            .findFirst()
            .orElseThrow(() -> notFound("there is no complete backup of " + moment + " or before")),
        moment);
  }

  /**
   * The complete backups of the database that were made here, not suspicious, whose moment is at or
   * before the given one; the newest first.
   */
  public List<BackupEntry> upTo(Instant moment) {
    return ofKind(SourceKind.DATABASE)
        .newestFirst()
        .filter(entry -> entry.problem().isEmpty() && restorable(entry) && !entry.imported())
        .filter(entry -> !moment(entry).isAfter(moment))
        .toList();
  }

  /** The same without those of certain ids. */
  public Backups without(Set<String> ids) {
    return new Backups(
        entries.stream().filter(entry -> !ids.contains(entry.id().value())).toList(),
        expected,
        notice);
  }

  /** The newest backup that {@code latest} would be if all manifests could be trusted. */
  public Optional<Manifest> newestGood() {
    return usual()
        .newestFirst()
        .filter(entry -> entry.problem().isEmpty() && restorable(entry))
        .findFirst()
        .flatMap(BackupEntry::manifest);
  }

  private BackupEntry tell(BackupEntry chosen, Instant limit) {
    newestFirst()
        .takeWhile(entry -> !entry.equals(chosen))
        .filter(entry -> entry.problem().isEmpty() && complete(entry) && entry.suspicious())
        .filter(entry -> !moment(entry).isAfter(limit))
        .forEach(
            entry ->
                notice.accept(
                    "passed over backup '%s', which is suspicious; see why: lifeboat show %s"
                        .formatted(entry.id(), entry.id())));
    return chosen;
  }

  /**
   * Those that were made here, then those that were imported, which are of the past whenever that
   * was done: an import never takes the place of a backup.
   */
  private Stream<BackupEntry> newestFirst() {
    return Stream.concat(
        entries.reversed().stream().filter(entry -> !entry.imported()),
        entries.stream()
            .filter(BackupEntry::imported)
            .sorted(Comparator.comparing(Backups::moment).reversed()));
  }

  private static Instant moment(BackupEntry entry) {
    return entry.manifest().map(Manifest::moment).orElse(Instant.MIN);
  }

  private static boolean restorable(BackupEntry entry) {
    return complete(entry) && !entry.suspicious();
  }

  private static boolean complete(BackupEntry entry) {
    return entry.manifest().map(Manifest::complete).orElse(false);
  }

  private ProblemException noLatest() {
    return newestFirst()
        .filter(Backups::complete)
        .findFirst()
        .map(
            entry ->
                Problem.of(
                        Code.BACKUP_SUSPICIOUS,
                        "every complete backup is suspicious; the newest is '%s'"
                            .formatted(entry.id()),
                        "see why: lifeboat show " + entry.id(),
                        "if it is as it should be: lifeboat accept %s --reason TEXT"
                            .formatted(entry.id()))
                    .exception())
        .orElseGet(() -> notFound("there is no complete backup yet"));
  }

  private static ProblemException gone(BackupId id) {
    return Problem.of(
            Code.BACKUP_NOT_FOUND,
            "backup '%s', the newest that this host knows of, is gone".formatted(id),
            "see what is there, and name the one that you mean: lifeboat list",
            "if nobody removed it on purpose, someone tampered with the repository")
        .exception();
  }

  private static ProblemException notFound(String fact) {
    return Problem.of(
            Code.BACKUP_NOT_FOUND,
            fact,
            "see what is there: lifeboat list",
            "make one: lifeboat backup")
        .exception();
  }
}
