package dev.lifeboat.source.volume;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A tar archive that somebody made of a volume, as a backup of that volume. */
public final class VolumeArchive implements BackupSource {
  /** How an item says that nobody here knows what kept writers away. */
  static final String IMPORTED = "imported";

  private final Given given;
  private final ArchiveName name;
  private final String project;

  /** The archive, without what wraps it. */
  public interface Given {
    /** The name of the file, for people. */
    String name();

    /** What kind of file it is, in words. */
    String form();

    long size();

    /** Which moment it is of. */
    Instant moment();

    /**
     * Has it read to its end.
     *
     * @return the SHA-256 of the file
     */
    String read(Consumer<InputStream> reader, LongConsumer progress);
  }

  /**
   * An archive.
   *
   * @param project the stack's name in Compose
   * @param volume which volume it is of, if not the one that its name says
   * @throws ProblemException with {@code USAGE} if nothing says which
   */
  public VolumeArchive(Given given, String project, Optional<String> volume) {
    this.given = given;
    this.project = project;
    this.name = ArchiveName.of(given.name(), volume, project);
  }

  @Override
  public String kind() {
    return SourceKind.VOLUMES;
  }

  @Override
  public long estimateBytes() {
    return given.size();
  }

  /**
   * Reads it twice: what is wrong with it is found before anything is stored.
   *
   * @throws ProblemException DUMP_DAMAGED if it isn't whole, DUMP_FOREIGN if it is something else
   *     or would lead out of the volume
   */
  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    ArchiveSurvey survey = new ArchiveSurvey();
    String digest = read("look through", progress, (tar, phase) -> survey(tar, survey, phase));
    AtomicReference<TarCapture.Taken> taken = new AtomicReference<>();
    try (StreamWriter writer = sink.open(StreamShape.BYTES)) {
      String again =
          read(
              "read",
              progress,
              (tar, phase) ->
                  taken.set(
                      TarCapture.run(
                          tar, writer, phase, capture -> new ArchiveOrder(survey, capture))));
      if (!again.equals(digest)) {
        throw damaged("it was changed while it was read");
      }
    }
    return capture(Objects.requireNonNull(taken.get()), survey, digest);
  }

  private interface Reading {
    void of(InputStream tar, Progress.Phase phase);
  }

  private String read(String act, Progress progress, Reading reading) {
    try (Progress.Phase phase =
        progress.start(act + " " + given.name(), given.size(), Progress.Unit.BYTES)) {
      return given.read(tar -> reading.of(tar, silent()), phase::advance);
    } catch (MalformedTarException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (ForeignTarException e) {
      throw foreign(String.valueOf(e.getMessage()));
    }
  }

  /** Bytes of the file count, and not those that are unpacked. */
  private static Progress.Phase silent() {
    return Progress.silent().start("", 0, Progress.Unit.BYTES);
  }

  private void survey(InputStream tar, ArchiveSurvey survey, Progress.Phase phase) {
    TarStream.read(tar, survey, "interrupted while an archive was read", phase::advance);
    var _ = survey.unnamedFolders();
    if (survey.isDump()) {
      throw new ForeignTarException("it holds what mongodump writes");
    }
  }

  private ProblemException damaged(String what) {
    return Problem.of(
            Code.DUMP_DAMAGED,
            "'%s' is no whole tar archive: %s".formatted(given.name(), what),
            "see how far it goes: tar -tvf '%s'".formatted(given.name()),
            "make a new one, or take an older one")
        .exception();
  }

  private ProblemException foreign(String what) {
    return Problem.of(
            Code.DUMP_FOREIGN,
            "'%s' is no archive of a volume: %s".formatted(given.name(), what),
            "such an archive is made with: tar -czf FILE -C /data .",
            "unpack another one first, and name what is in it")
        .exception();
  }

  private Capture capture(TarCapture.Taken taken, ArchiveSurvey survey, String digest) {
    StreamName stream = new StreamName("volumes/" + name.volume() + ".tar");
    Map<String, Object> attributes = new HashMap<>(taken.content().attributes());
    attributes.put(VolumeSource.FULL_NAME, name.full());
    attributes.put("driver", "local");
    attributes.put("options", Map.of());
    attributes.put(
        "labels", Map.of(ComposeLabels.PROJECT, project, ComposeLabels.VOLUME, name.volume()));
    attributes.put("consistency", IMPORTED);
    attributes.put("moment", given.moment().toString());
    attributes.put("database", survey.isDatabase());
    List<String> warnings = new ArrayList<>();
    if (survey.isDatabase()) {
      warnings.add(
          "'%s' holds a database's files, and nobody knows whether it stood still when they were"
                  .formatted(name.volume())
              + " copied");
    }
    return new Capture(
        new Consistency.Imported(given.moment()),
        List.of(
            new Item(
                name.volume(),
                VolumeSource.ITEM,
                Optional.of(taken.content().fingerprint()),
                0,
                List.of(stream),
                attributes,
                Optional.empty())),
        List.of(new NamedStream(stream, taken.stream())),
        Map.of(
            "project",
            project,
            "importedFrom",
            given.name(),
            "importedForm",
            given.form(),
            "importedSha256",
            digest),
        List.of(),
        warnings);
  }

  /** Nobody compares with what an archive held. */
  @Override
  public List<LiveItem> live() {
    return List.of();
  }

  @Override
  public void close() {}
}
