package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.DurableFolder;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.ItemProof;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Writes a backup as mongodump would have written it, for mongorestore. Documents that changed
 * while the backup was made are written as they were in the end, so that no oplog goes along. What
 * is written is compared with the backup's fingerprints.
 */
public final class DumpExport {
  private static final int BUFFER = 64 << 10;

  private final CapturedStreams from;
  private final String tool;
  private final Progress progress;
  private final List<ExportPart> parts;
  private final FinalImages images;

  /**
   * @param tool what the dump says that it was made by
   */
  public DumpExport(CapturedStreams from, String tool, Progress progress) {
    this.from = from;
    this.tool = tool;
    this.progress = progress;
    this.parts = ExportPart.all(from);
    this.images = new FinalImages(from);
  }

  /**
   * How an archive is wrapped.
   *
   * @param gzip compressed
   * @param passphrase encrypted as gpg does with this
   */
  public record Wrapping(boolean gzip, Optional<Secret> passphrase) {}

  /**
   * Writes an archive; the stream stays open.
   *
   * @param now for the date that gpg's form has
   * @return how what was written compares with the backup: all of it is as it should be
   * @throws IOException if the stream can't be written
   * @throws ProblemException CONTENT_MISMATCH, and what is damaged in the repository
   */
  public List<ItemProof> archive(OutputStream to, Wrapping wrapping, Instant now)
      throws IOException {
    OutputStream out = to;
    Optional<GpgOutput> gpg = Optional.empty();
    if (wrapping.passphrase().isPresent()) {
      gpg = Optional.of(GpgOutput.open(out, wrapping.passphrase().get(), now));
      out = gpg.get();
    }
    List<ItemProof> proof;
    if (wrapping.gzip()) {
      var gzip = new GZIPOutputStream(out, BUFFER);
      proof = archive(gzip);
      gzip.finish();
    } else {
      proof = archive(out);
    }
    if (gpg.isPresent()) {
      gpg.get().close();
    }
    to.flush();
    return proof;
  }

  private List<ItemProof> archive(OutputStream out) throws IOException {
    var archive = new ArchiveWriter(out);
    List<ArchiveWriter.Declared> declared = new ArrayList<>();
    for (ExportPart part : parts) {
      declared.add(new ArchiveWriter.Declared(part.namespace(), metadata(part), part.type()));
    }
    List<Namespace> versions = versionsOfUsers();
    versions.forEach(name -> declared.add(new ArchiveWriter.Declared(name, "", "")));
    archive.prelude(serverVersion(), tool, declared);
    for (Namespace version : versions) {
      var collection = archive.begin(version);
      byte[] document = usersVersion();
      collection.write(document, 0, document.length);
      collection.end();
    }
    return each(
        part -> {
          var collection = archive.begin(part.data());
          Optional<Fingerprint> written = write(part, collection::write);
          collection.end();
          return written;
        });
  }

  /**
   * Writes a folder that isn't there yet.
   *
   * @throws ProblemException as {@link #archive}
   */
  public List<ItemProof> folder(Path target) {
    try (DurableFolder folder = DurableFolder.create(target, FileMode.PRIVATE)) {
      file(
          folder.path().resolve(FolderForm.PRELUDE),
          out -> out.write(prelude().getBytes(StandardCharsets.UTF_8)));
      for (Namespace version : versionsOfUsers()) {
        file(
            folder.path().resolve(version.db() + "/$admin.system.version.bson"),
            out -> out.write(usersVersion()));
      }
      List<ItemProof> proof = each(part -> files(part, folder.path()));
      folder.complete();
      return proof;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Fingerprint> files(ExportPart part, Path folder) throws IOException {
    if (part.metadata().isPresent()) {
      file(
          folder.resolve(part.metadata().get().path()),
          out -> out.write(from.readSmall(part.metadata().get())));
    }
    if (part.documents().isEmpty()) {
      return Optional.empty();
    }
    List<Fingerprint> written = new ArrayList<>();
    file(
        folder.resolve(part.documents().get().path()),
        out -> write(part, out::write).ifPresent(written::add));
    return written.stream().findFirst();
  }

  private static void file(Path file, dev.lifeboat.io.FileBody body) {
    DurableFiles.createFolders(Objects.requireNonNull(file.getParent()), FileMode.PRIVATE);
    DurableFiles.create(file, FileMode.PRIVATE, body);
  }

  /** Writes one part, and tells the fingerprint of what was written. */
  @FunctionalInterface
  private interface Step {
    Optional<Fingerprint> write(ExportPart part) throws IOException;
  }

  private List<ItemProof> each(Step step) throws IOException {
    long total =
        parts.stream().flatMap(part -> part.documents().stream()).mapToLong(from::bytes).sum();
    List<ItemProof> proof = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (var phase = progress.start("writing", total, Progress.Unit.BYTES)) {
      for (ExportPart part : parts) {
        Optional<Fingerprint> written = step.write(part);
        written.ifPresent(fingerprint -> phase.advance(fingerprint.bytes()));
        ItemProof each = proof(part.item(), written);
        if (!each.holds()) {
          problems.add(
              Problem.of(
                  Code.CONTENT_MISMATCH,
                  "'%s' as it was written is not what the backup promises: %s"
                      .formatted(each.name(), String.join("; ", each.differences())),
                  "check the backup: lifeboat verify BACKUP --level content"));
        }
        proof.add(each);
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return proof;
  }

  private static ItemProof proof(Item item, Optional<Fingerprint> written) {
    boolean same = item.state().isEmpty() || item.state().equals(written);
    return new ItemProof(
        item.name(),
        item.kind(),
        item.state(),
        written,
        same ? List.of() : List.of("its fingerprint is another one"),
        item.note());
  }

  /** Takes whole documents. */
  @FunctionalInterface
  private interface Output {
    void write(byte[] buffer, int offset, int length) throws IOException;
  }

  private Optional<Fingerprint> write(ExportPart part, Output out) {
    if (part.documents().isEmpty()) {
      return Optional.empty();
    }
    var sum = new FingerprintSum();
    images.read(
        part.documents().get(),
        part.owner(),
        (buffer, offset, length) -> {
          sum.addAll(buffer, offset, length);
          try {
            out.write(buffer, offset, length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return Optional.of(sum.fingerprint());
  }

  private String metadata(ExportPart part) {
    return part.metadata()
        .map(from::readSmall)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private String serverVersion() {
    return String.valueOf(from.details().getOrDefault("version", ""));
  }

  private String prelude() {
    return new BsonDocument("ServerVersion", new BsonString(serverVersion()))
        .append("ToolVersion", new BsonString(tool))
        .toJson();
  }

  /**
   * Beside the users of one database mongorestore wants the version of their form; without it takes
   * them for those of a server before 3.0. Every server that can be backed up has version 5.
   */
  private List<Namespace> versionsOfUsers() {
    return parts.stream()
        .map(ExportPart::namespace)
        .filter(Namespace::isOfDatabase)
        .map(users -> new Namespace(users.db(), "$admin.system.version"))
        .distinct()
        .toList();
  }

  private static byte[] usersVersion() {
    return ArchiveWriter.encoded(
        new BsonDocument("_id", new BsonString("authSchema"))
            .append("currentVersion", new BsonInt32(5)));
  }
}
