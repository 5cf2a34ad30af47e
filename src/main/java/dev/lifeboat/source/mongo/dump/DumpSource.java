package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.mongo.DumpedItems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A dump of mongodump as a source: what it captures is what {@code MongoSource} captures of a
 * server, but for the moment. A dump that is damaged anywhere isn't captured, unless what is whole
 * is asked for.
 */
public final class DumpSource implements BackupSource {
  /** What unfinished segments may take of the heap, in bytes. */
  private static final long BUDGET = 160L << 20;

  private final Path path;
  private final DumpForm form;
  private final DumpMoment moment;
  private final boolean lenient;
  private final boolean indexes;
  private final long budget;
  private Optional<DumpFacts> facts = Optional.empty();

  private DumpSource(
      Path path, DumpForm form, DumpMoment moment, boolean lenient, boolean indexes, long budget) {
    this.path = path;
    this.form = form;
    this.moment = moment;
    this.lenient = lenient;
    this.indexes = indexes;
    this.budget = budget;
  }

  /**
   * Looks what kind of dump it is.
   *
   * @param passphrase of gpg, where there is one
   * @param zone of times in file names
   * @throws ProblemException DUMP_NOT_FOUND, DUMP_FOREIGN, DUMP_DAMAGED, PASSPHRASE_MISSING or
   *     PASSPHRASE_WRONG
   */
  public static DumpSource open(
      Path path, Optional<Secret> passphrase, ZoneId zone, InstantSource clock) {
    if (!Files.exists(path)) {
      throw DumpProblems.notFound(path);
    }
    DumpForm form =
        Files.isDirectory(path)
            ? FolderForm.open(path, passphrase)
            : ArchiveForm.open(path, passphrase);
    var moment =
        DumpMoment.of(
            String.valueOf(path.toAbsolutePath().normalize().getFileName()),
            form.modified(),
            zone,
            clock.instant());
    return new DumpSource(path, form, moment, false, true, BUDGET);
  }

  /**
   * What was piped in, and is kept in a file meanwhile. Its name and time say nothing.
   *
   * @throws ProblemException as {@link #open}
   */
  public static DumpSource standardInput(
      Path kept, Optional<Secret> passphrase, InstantSource clock) {
    return new DumpSource(
        kept,
        ArchiveForm.open(kept, passphrase),
        DumpMoment.unknown(clock.instant()),
        false,
        true,
        BUDGET);
  }

  /**
   * Refuses a dump that can't say which moment it is of.
   *
   * @throws ProblemException USAGE
   */
  public DumpSource requireMoment() {
    if (moment.isUnknown() && !form.hasOplog()) {
      throw momentless();
    }
    return this;
  }

  private static ProblemException momentless() {
    return Problem.of(
            Code.USAGE,
            "nothing says which moment the dump from standard input is of",
            "say when it was made: lifeboat import - --moment 2026-11-22T10:15:00Z",
            "or name a file: its name and time tell it")
        .exception();
  }

  /** The same, but what is damaged is left out, and told as missing. */
  public DumpSource lenient() {
    return new DumpSource(path, form, moment, true, indexes, budget);
  }

  /** The same dump as that of another moment. */
  public DumpSource of(Instant other) {
    return new DumpSource(
        path, form, new DumpMoment(other, "the command line"), lenient, indexes, budget);
  }

  /** The same without indexes: what an oplog is applied to. */
  public DumpSource withoutIndexes() {
    return new DumpSource(path, form, moment, lenient, false, budget);
  }

  /**
   * Reads it to see whether its oplog must be applied. The first entry is of what happened before
   * the dump began, so it is in the documents already.
   *
   * @return what was found, if so; empty if it is enough to {@link #capture}
   */
  public Optional<DumpFacts> withOplogToApply(Progress progress) {
    return form.hasOplog()
        ? Optional.of(look(progress)).filter(found -> found.whole() && found.oplog() > 1)
        : Optional.empty();
  }

  DumpForm form() {
    return form;
  }

  DumpSource withBudget(long bytes) {
    return new DumpSource(path, form, moment, lenient, indexes, bytes);
  }

  @Override
  public String kind() {
    return SourceKind.DATABASE;
  }

  @Override
  public long estimateBytes() {
    return form.isPlain() ? form.size() : 0;
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    var count = new DumpCount(indexes);
    try (var phase = progress.start("reading", form.size(), Progress.Unit.BYTES)) {
      DumpPass pass = DumpPass.first(count, sink, budget);
      DumpFacts read = facts(count, form.read(pass, phase::advance));
      facts = Optional.of(read);
      if (!lenient && !read.whole()) {
        throw new ProblemException(problems(read));
      }
      if (!lenient && new DumpMoment(read.moment(), read.momentFrom()).isUnknown()) {
        throw momentless(); // its oplog is empty
      }
      while (pass.isUnfinished()) {
        pass = pass.next();
        form.read(pass, bytes -> {});
      }
      return captured(count, read, sink);
    } finally {
      count.tallies().forEach(DumpTally::giveUp);
    }
  }

  private Capture captured(DumpCount count, DumpFacts read, CaptureSink sink) {
    var items = new DumpedItems(sink);
    for (DumpTally tally : count.tallies()) {
      if (tally.whole()) {
        if (tally.collection().hasDocuments() && tally.stream().isEmpty()) {
          throw changed(tally);
        }
        items.add(tally.collection(), tally.stream());
      }
    }
    return items.build(
        new Consistency.Imported(read.moment()),
        details(read),
        read.whole() ? List.of() : problems(read),
        warnings(count));
  }

  private ProblemException changed(DumpTally tally) {
    return Problem.of(
            Code.DUMP_DAMAGED,
            "'%s' changed while it was read: '%s' is not in it any more"
                .formatted(path, tally.collection().name()),
            "wait until whatever writes it is done, and try again")
        .exception();
  }

  private DumpFacts facts(DumpCount count, Optional<String> sha256) {
    count.finish();
    DumpMoment known =
        count
            .oplogMoment()
            .filter(told -> count.damage().isEmpty())
            .map(told -> new DumpMoment(told, "its oplog"))
            .orElse(moment);
    return new DumpFacts(
        path.toString(),
        form.words(),
        form.size(),
        sha256,
        known.moment(),
        known.from(),
        count.head().serverVersion(),
        count.head().toolVersion(),
        count.oplog(),
        count.parts(),
        count.damage());
  }

  /** What was found, once it was read. */
  public DumpFacts facts() {
    return facts.orElseThrow(() -> new IllegalStateException("nothing was read yet"));
  }

  /** Reads all of it, and keeps nothing. */
  public DumpFacts look(Progress progress) {
    var count = new DumpCount(indexes);
    try (var phase = progress.start("reading", form.size(), Progress.Unit.BYTES)) {
      return facts(count, form.read(count, phase::advance));
    }
  }

  private static List<String> warnings(DumpCount count) {
    return count.hasOplog() || count.tallies().size() < 2
        ? List.of()
        : List.of(
            "the dump was made without --oplog: what was written meanwhile may be in it for one"
                + " collection and not for another");
  }

  private static List<Problem> problems(DumpFacts facts) {
    String hint = "see what of it can be read: lifeboat prove '%s'".formatted(facts.name());
    List<Problem> problems = new ArrayList<>();
    for (String damage : facts.damage()) {
      problems.add(Problem.of(Code.DUMP_DAMAGED, "'%s' %s".formatted(facts.name(), damage), hint));
    }
    for (DumpPart part : facts.parts()) {
      for (String damage : part.damage()) {
        problems.add(
            Problem.of(
                Code.DUMP_DAMAGED,
                "'%s' in '%s': %s".formatted(part.name(), facts.name(), damage),
                hint));
      }
    }
    return problems;
  }

  private static Map<String, Object> details(DumpFacts facts) {
    Map<String, Object> details = new TreeMap<>();
    facts.serverVersion().ifPresent(version -> details.put("version", version));
    facts.toolVersion().ifPresent(version -> details.put("importedTool", version));
    facts.sha256().ifPresent(digest -> details.put("importedSha256", digest));
    details.put("importedFrom", String.valueOf(Path.of(facts.name()).getFileName()));
    details.put("importedForm", facts.form());
    details.put("momentFrom", facts.momentFrom());
    details.put("topology", "dump");
    var databases = new TreeSet<String>();
    boolean whole = false;
    for (DumpPart part : facts.parts()) {
      String db = part.name().substring(0, part.name().indexOf('.'));
      whole |= db.equals("admin");
      databases.add(db);
    }
    details.put("capturedDatabases", List.copyOf(databases));
    // What an exact restore sets aside: nothing of databases that the dump doesn't know, unless it
    // is of all.
    details.put("databases", whole ? List.of() : List.copyOf(databases));
    boolean one = facts.parts().size() == 1;
    details.put("collections", one ? List.of(facts.parts().getFirst().name()) : List.of());
    details.put("exclude", List.of());
    return details;
  }

  @Override
  public List<LiveItem> live() {
    return look(Progress.silent()).parts().stream()
        .map(
            part ->
                new LiveItem(
                    part.name(), part.kind(), part.documents(), part.bytes(), part.indexes()))
        .toList();
  }

  @Override
  public void close() {
    // Files are open only while they are read.
  }
}
