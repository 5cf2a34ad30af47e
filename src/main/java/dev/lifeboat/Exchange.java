package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.ExportChoice;
import dev.lifeboat.cli.Exported;
import dev.lifeboat.cli.ImportChoice;
import dev.lifeboat.cli.Imported;
import dev.lifeboat.config.Passphrase;
import dev.lifeboat.config.Secret;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.mongo.dump.DumpExport;
import dev.lifeboat.source.mongo.dump.DumpSource;
import dev.lifeboat.verify.StoredCheck;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes dumps of other tools in, and writes such. */
record Exchange(InstantSource clock, Map<String, String> environment, String version) {
  private static final DumpExport.Wrapping NO_WRAPPING =
      new DumpExport.Wrapping(false, Optional.empty());

  Imported importDump(Conduct conduct, Wiring wiring, ImportChoice choice, String host) {
    return new Recorder(wiring.ledger(), RunKind.IMPORT, wiring.config().stack().value(), conduct)
        .record(
            run -> {
              Optional<ImportedVolume> volume = ImportedVolume.of(choice, environment, clock);
              if (volume.isPresent()) {
                return volume
                    .get()
                    .run(run, wiring, new Along(wiring.config(), environment), host, version);
              }
              try (GivenDump given = GivenDump.open(choice.dump(), environment, clock)) {
                return given.using(() -> importDump(run, wiring, choice, host, given));
              }
            },
            imported ->
                new Recorder.Outcome(
                    imported.backup().manifest().backup().value(),
                    ExitCode.OK,
                    imported.backup().manifest().sourceBytes()));
  }

  private Imported importDump(
      Progress run, Wiring wiring, ImportChoice choice, String host, GivenDump given) {
    Repository repository = wiring.repository();
    try (DumpSource dump =
        choice.moment().map(given.source()::of).orElseGet(given.source()::requireMoment)) {
      BackupRequest request =
          new BackupRequest(
              wiring.config().stack().value(),
              dump.kind(),
              choice.reason().or(() -> Optional.of("from " + given.name())),
              choice.tags(),
              choice.minFree().orElse(wiring.config().minFree()).bytes(),
              host,
              version);
      Optional<DumpFacts> oplog = dump.withOplogToApply(run);
      BackupSource source =
          oplog.isEmpty()
              ? dump
              : new ReplayedDump(dump, choice.dump().mongod(), environment, clock);
      BackupReport report =
          new BackupRunner(repository, run)
              .run(new Along(wiring.config(), environment).files(source), request);
      return new Imported(report, oplog.orElseGet(dump::facts));
    }
  }

  Exported export(Conduct conduct, Wiring wiring, ExportChoice choice) {
    return new Recorder(wiring.ledger(), RunKind.EXPORT, wiring.config().stack().value(), conduct)
        .record(
            run -> export(run, wiring, choice),
            exported ->
                new Recorder.Outcome(
                    exported.manifest().backup().value(), ExitCode.OK, exported.bytes()));
  }

  private Exported export(Progress progress, Wiring wiring, ExportChoice choice) {
    Instant start = clock.instant();
    Wrapped wrapped = wrapped(choice);
    requireFree(choice.target());
    Repository repository = wiring.repository();
    Backups backups = Backups.expectingTheNewest(repository).telling(progress::warn);
    Manifest manifest = OfDatabase.select(backups, choice.backup(), choice.at()).trusted();
    CapturedStreams streams = repository.streams(manifest);
    StoredCheck.require(repository, manifest, progress);
    DumpExport export = new DumpExport(streams, "Lifeboat " + version, progress);
    List<ItemProof> proof = write(export, choice.target(), wrapped);
    return new Exported(
        manifest,
        wrapped.target(),
        wrapped.form(),
        proof.stream().flatMap(item -> item.actual().stream()).mapToLong(Fingerprint::bytes).sum(),
        wrapped.wrapping().passphrase().isEmpty(),
        proof,
        Duration.between(start, clock.instant()));
  }

  /** What a target's name asks for. */
  private record Wrapped(String target, String form, DumpExport.Wrapping wrapping) {}

  private Wrapped wrapped(ExportChoice choice) {
    return switch (choice.target()) {
      case ExportChoice.Target.Folder(Path folder) ->
          new Wrapped(folder.toString(), "mongodump folder", NO_WRAPPING);
      case ExportChoice.Target.Stream _ ->
          new Wrapped("standard output", "mongodump archive", NO_WRAPPING);
      case ExportChoice.Target.Archive(Path file) -> {
        String name = file.toString();
        boolean gpg = name.endsWith(".gpg");
        boolean gzip = (gpg ? name.substring(0, name.length() - 4) : name).endsWith(".gz");
        Optional<Secret> passphrase =
            gpg ? Optional.of(passphrase(choice.passphraseFile(), name)) : Optional.empty();
        yield new Wrapped(
            name,
            "mongodump archive" + (gzip ? ", gzip" : "") + (gpg ? ", gpg (AES256)" : ""),
            new DumpExport.Wrapping(gzip, passphrase));
      }
    };
  }

  private Secret passphrase(Optional<Path> file, String target) {
    return Passphrase.of(file, environment)
        .orElseThrow(
            () ->
                Problem.of(
                        Code.PASSPHRASE_MISSING,
                        "'%s' shall be encrypted, and no passphrase is given".formatted(target),
                        "put it into a file that only you can read, and name that:"
                            + " --passphrase-file FILE",
                        "or set the variable " + Passphrase.VARIABLE)
                    .exception());
  }

  /** Nobody waits for a verification to hear that a name is taken. */
  private static void requireFree(ExportChoice.Target target) {
    Optional<Path> path =
        switch (target) {
          case ExportChoice.Target.Archive(Path file) -> Optional.of(file);
          case ExportChoice.Target.Folder(Path folder) ->
              Optional.of(folder).filter(named -> !Files.isDirectory(named));
          case ExportChoice.Target.Stream _ -> Optional.empty();
        };
    path.filter(named -> Files.exists(named, LinkOption.NOFOLLOW_LINKS))
        .ifPresent(
            named -> {
              throw taken(named);
            });
  }

  private static RuntimeException taken(Path path) {
    return Problem.of(
            Code.FILE_EXISTS,
            "there is something named '%s' already".formatted(path),
            "name a new one, or move that away: an export overwrites nothing")
        .exception();
  }

  private static ProblemException noOutput(IOException e) {
    return Problem.of(
            Code.OUTPUT_FAILED,
            "cannot write to standard output: " + e.getMessage(),
            "make room where it goes, or see why the program that reads it ended; then run this"
                + " again")
        .causedBy(e);
  }

  private List<ItemProof> write(DumpExport export, ExportChoice.Target target, Wrapped wrapped) {
    try {
      return switch (target) {
        case ExportChoice.Target.Folder(Path folder) -> export.folder(folder);
        case ExportChoice.Target.Stream(OutputStream out) -> {
          try {
            yield export.archive(new BufferedOutputStream(out), NO_WRAPPING, clock.instant());
          } catch (IOException e) {
            throw noOutput(e);
          } catch (UncheckedIOException e) {
            throw noOutput(Objects.requireNonNull(e.getCause()));
          }
        }
        case ExportChoice.Target.Archive(Path file) -> {
          List<ItemProof> proof = new ArrayList<>();
          DurableFiles.create(
              file,
              FileMode.PRIVATE,
              out -> proof.addAll(export.archive(out, wrapped.wrapping(), clock.instant())));
          yield proof;
        }
      };
    } catch (FileException e) {
      if (e.reason() == Reason.EXISTS
          && target instanceof ExportChoice.Target.Folder(Path folder)) {
        throw taken(folder);
      }
      throw e;
    }
  }
}
