package dev.lifeboat.backup;

import dev.lifeboat.anomaly.Facts;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.repository.manifest.BackupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this host remembers of backups to compare later ones with: a file for each, which only its
 * owner can read, since it holds names of collections. It is a cache: what is in contents can be
 * read again where there is a key.
 */
public final class FactsFolder {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String SUFFIX = ".json";

  private final Path folder;

  /**
   * @param state where the host keeps its state
   * @param repository the repository's id
   */
  public FactsFolder(Path state, String repository) {
    this.folder = state.resolve(repository).resolve("facts");
  }

  /** What is remembered of a backup; empty also if that can't be read. */
  Optional<Facts> find(BackupId backup) {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file(backup)), Facts.class));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Remembers a backup.
   *
   * @throws FileException if it can't be written
   */
  void add(BackupId backup, Facts facts) {
    DurableFiles.createFolders(folder, FileMode.PRIVATE);
    byte[] bytes = MAPPER.writeValueAsBytes(facts);
    DurableFiles.replace(file(backup), FileMode.PRIVATE, out -> out.write(bytes));
  }

  /** Forgets all others. What can't be removed does no harm. */
  void keep(Collection<BackupId> backups) {
    Set<Path> kept = backups.stream().map(this::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old =
          files.filter(file -> file.toString().endsWith(SUFFIX) && !kept.contains(file)).toList();
      old.forEach(DurableFiles::delete);
    } catch (IOException | FileException e) {
      // The next backup tries again.
    }
  }

  private Path file(BackupId backup) {
    return folder.resolve(backup + SUFFIX);
  }
}
