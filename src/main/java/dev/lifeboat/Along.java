package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.composefile.AccompaniedSource;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.source.composefile.FileGathering;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes along with the backups of a stack: its files where only holders of a key can read them,
 * and which images it runs.
 */
record Along(Config config) {
  private static final List<String> COMPOSE_FILES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yaml",
          "compose.override.yml",
          "docker-compose.override.yaml",
          "docker-compose.override.yml");

  /** The source, whose backups hold that too. */
  BackupSource with(BackupSource source) {
    return new AccompaniedSource(source, look(), id -> java.io.InputStream.nullInputStream());
  }

  /** The source, whose backups hold the stack's files; what runs now is not what a dump is of. */
  BackupSource files(BackupSource source) {
    return with(source);
  }

  private Belongings look() {
    List<Path> keys = new ArrayList<>(config.identities().files());
    config.signingKey().ifPresent(keys::add);
    FileGathering gathering = new FileGathering(keys);
    gathering.add(config.file(), FileRole.CONFIGURATION);
    config.envFiles().forEach(file -> gathering.add(file, FileRole.ENVIRONMENT));
    composeFiles(gathering);
    List<StackFile> files = gathering.files();
    StackRecord record = StackRecord.ofFiles(files.stream().map(StackFile::facts).toList());
    return switch (config.encryption()) {
      case Encryption.Age _ ->
          new Belongings(record, files, List.of(), Optional.of("no engine"), gathering.warnings());
      // Nobody's passwords lie in the clear where there is no key to them.
      case Encryption.None _ ->
          new Belongings(
              record.withFiles(declared(record)).withoutEnvironment(),
              List.of(),
              List.of(),
              Optional.of("no engine"),
              List.of());
    };
  }

  private static List<RecordedFile> declared(StackRecord record) {
    return record.files(FileRole.COMPOSE);
  }

  private void composeFiles(FileGathering gathering) {
    List<Path> named = config.along().composeFiles();
    if (!named.isEmpty()) {
      named.forEach(file -> gathering.add(file, FileRole.COMPOSE));
      return;
    }
    Path folder = config.file().resolveSibling("");
    COMPOSE_FILES.stream()
        .map(folder::resolve)
        .filter(java.nio.file.Files::isRegularFile)
        .findFirst()
        .ifPresent(
            file -> {
              gathering.add(file, FileRole.COMPOSE);
              OVERRIDES.forEach(
                  name -> gathering.addIfThere(folder.resolve(name), FileRole.COMPOSE));
            });
  }
}
