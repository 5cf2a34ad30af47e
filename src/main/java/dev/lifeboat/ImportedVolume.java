package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.ImportChoice;
import dev.lifeboat.cli.Imported;
import dev.lifeboat.config.Passphrase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.mongo.dump.WrappedFile;
import dev.lifeboat.source.volume.VolumeArchive;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A tar archive of a volume that a person gave. */
record ImportedVolume(WrappedFile file, ImportChoice choice) {
  /** Empty if it is something else, such as a dump. */
  static Optional<ImportedVolume> of(
      ImportChoice choice, Map<String, String> environment, InstantSource clock) {
    if (choice.dump().input().isPresent() || !Files.isRegularFile(choice.dump().path())) {
      return Optional.empty();
    }
    return Optional.of(
            new WrappedFile(
                choice.dump().path(),
                Passphrase.of(choice.dump().passphraseFile(), environment),
                choice.dump().zone(),
                clock))
        .filter(WrappedFile::isTar)
        .map(file -> new ImportedVolume(file, choice));
  }

  Imported run(Progress progress, Wiring wiring, Along along, String host, String version) {
    WrappedFile.Told told =
        choice
            .moment()
            .map(moment -> new WrappedFile.Told(moment, "the command line"))
            .orElseGet(file::moment);
    String form = "tar archive" + file.wrapping();
    VolumeArchive source =
        new VolumeArchive(
            new Archive(file, form, told.moment()),
            Engines.project(wiring.config()),
            choice.volume());
    BackupReport report =
        new BackupRunner(wiring.repository(), progress)
            .run(
                along.files(source),
                new BackupRequest(
                    wiring.config().stack().value(),
                    source.kind(),
                    choice.reason().or(() -> Optional.of("from " + file.name())),
                    choice.tags(),
                    choice.minFree().orElse(wiring.config().minFree()).bytes(),
                    host,
                    version));
    return new Imported(
        report,
        new DumpFacts(
            file.path().toString(),
            form,
            file.size(),
            Optional.empty(),
            told.moment(),
            told.from(),
            Optional.empty(),
            Optional.empty(),
            0,
            List.of(),
            List.of()));
  }

  private record Archive(WrappedFile file, String form, Instant moment)
      implements VolumeArchive.Given {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public String read(Consumer<InputStream> reader, LongConsumer progress) {
      return file.read(reader, progress);
    }
  }
}
