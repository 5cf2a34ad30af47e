package dev.lifeboat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.backup.BackupRunner;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.ImportChoice;
import dev.lifeboat.cli.Imported;
import dev.lifeboat.config.Passphrase;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.mongo.dump.DumpSource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Takes dumps of other tools in, and writes such. */
record Exchange(InstantSource clock, Map<String, String> environment, String version) {
  Imported importDump(Conduct conduct, Wiring wiring, ImportChoice choice, String host) {
    return new Recorder(wiring.ledger(), RunKind.IMPORT, wiring.config().stack().value(), conduct)
        .record(
            run -> {
              Repository repository = wiring.repository();
              try (DumpSource dump = open(choice)) {
                BackupRequest request =
                    new BackupRequest(
                        wiring.config().stack().value(),
                        dump.kind(),
                        choice.reason().or(() -> Optional.of(origin(choice.dump()))),
                        choice.tags(),
                        choice.minFree().orElse(wiring.config().minFree()).bytes(),
                        host,
                        version);
                BackupReport report = new BackupRunner(repository, run).run(dump, request);
                return new Imported(report, dump.facts());
              }
            },
            imported ->
                new Recorder.Outcome(
                    imported.backup().manifest().backup().value(),
                    ExitCode.OK,
                    imported.backup().manifest().sourceBytes()));
  }

  private DumpSource open(ImportChoice choice) {
    DumpSource dump =
        DumpSource.open(
            choice.dump(),
            Passphrase.of(choice.passphraseFile(), environment),
            choice.zone(),
            clock);
    return choice.moment().map(dump::of).orElse(dump);
  }

  private static String origin(Path dump) {
    return "imported from " + dump.toAbsolutePath().normalize().getFileName();
  }
}
