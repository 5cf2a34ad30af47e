package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.composefile.AccompaniedSource;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.source.composefile.FileGathering;
import dev.lifeboat.source.composefile.StackLook;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.LockedImage;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes along with the backups of a stack: its files where only holders of a key can read them,
 * and which images it runs.
 */
record Along(Config config, Map<String, String> environment) {
  private static final List<String> COMPOSE_FILES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yaml",
          "compose.override.yml",
          "docker-compose.override.yaml",
          "docker-compose.override.yml");

  /** The source, whose backups hold that too. An engine that doesn't answer is no error. */
  BackupSource with(BackupSource source) {
    Engines engines = new Engines(config, environment);
    Engine engine;
    try {
      engine = engines.connect();
    } catch (ProblemException | IllegalArgumentException e) {
      return without(source, String.valueOf(e.getMessage()));
    }
    try {
      StackLook look = new StackLook(engine, engines.project());
      Optional<StackRecord> bare = look.record(engines.database(), List.of());
      if (bare.isEmpty()) {
        engine.close();
        return without(
            source, "the engine has no Compose project '%s'".formatted(engines.project()));
      }
      FileGathering gathering = gather(bare.get().project());
      StackRecord record = bare.get().withFiles(facts(gathering));
      return new AccompaniedSource(
          source,
          belongings(record, gathering, Optional.empty()),
          id -> engine.save(List.of(id)),
          engine::close);
    } catch (ProblemException e) {
      engine.close();
      return without(source, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** The source, whose backups hold the stack's files: what runs now is not what a dump is of. */
  BackupSource files(BackupSource source) {
    return without(source, "it is an imported dump");
  }

  /** The files as they are now. */
  List<RecordedFile> files(Optional<RecordedProject> project) {
    return facts(gather(project));
  }

  private BackupSource without(BackupSource source, String why) {
    FileGathering gathering = gather(Optional.empty());
    return new AccompaniedSource(
        source,
        belongings(StackRecord.ofFiles(facts(gathering)), gathering, Optional.of(why)),
        id -> {
          throw new IllegalStateException("no engine was asked: " + id);
        },
        () -> {});
  }

  private static List<RecordedFile> facts(FileGathering gathering) {
    return gathering.files().stream().map(StackFile::facts).toList();
  }

  private Belongings belongings(
      StackRecord record, FileGathering gathering, Optional<String> unseen) {
    return switch (config.encryption()) {
      case Encryption.Age _ ->
          new Belongings(record, gathering.files(), images(record), unseen, gathering.warnings());
      // Nobody's passwords lie in the clear where there is no key to them.
      case Encryption.None _ ->
          new Belongings(
              record.withFiles(record.files(FileRole.COMPOSE)).withoutEnvironment(),
              List.of(),
              images(record),
              unseen,
              List.of());
    };
  }

  /** Those that no registry could give again. */
  private List<String> images(StackRecord record) {
    return config.along().saveImages()
        ? record.lock().images().stream()
            .filter(image -> image.digest().isEmpty())
            .map(LockedImage::id)
            .distinct()
            .toList()
        : List.of();
  }

  private FileGathering gather(Optional<RecordedProject> project) {
    List<Path> keys = new ArrayList<>(config.identities().files());
    config.signingKey().ifPresent(keys::add);
    FileGathering gathering = new FileGathering(keys);
    gathering.add(config.file(), FileRole.CONFIGURATION);
    config.envFiles().forEach(file -> gathering.add(file, FileRole.ENVIRONMENT));
    if (!config.along().composeFiles().isEmpty()) {
      config.along().composeFiles().forEach(file -> gathering.add(file, FileRole.COMPOSE));
    } else if (project.filter(known -> !known.files().isEmpty()).isPresent()) {
      project.get().files().forEach(file -> gathering.add(Path.of(file), FileRole.COMPOSE));
    } else {
      beside(gathering);
    }
    project.stream()
        .flatMap(known -> known.envFiles().stream())
        .forEach(file -> gathering.add(Path.of(file), FileRole.ENVIRONMENT));
    return gathering;
  }

  private void beside(FileGathering gathering) {
    Path folder = config.file().resolveSibling("");
    COMPOSE_FILES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .ifPresent(
            file -> {
              gathering.add(file, FileRole.COMPOSE);
              OVERRIDES.forEach(
                  name -> gathering.addIfThere(folder.resolve(name), FileRole.COMPOSE));
            });
  }
}
