package dev.lifeboat.source.composefile;

import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the files of a stack, and those that they name. Not safe for use by several threads. */
public final class FileGathering {
  // What people write by hand is far smaller; a dump that is called a secret must not fill a
  // backup.
  private static final long LARGEST = 4 << 20;

  private final Set<Path> never;
  private final Map<Path, StackFile> files = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param never files that are never read, whoever names them: keys that open backups
   */
  public FileGathering(Collection<Path> never) {
    this.never = Set.copyOf(never);
  }

  /** Reads a file that has to be there, and what it names. */
  public FileGathering add(Path file, FileRole role) {
    read(file.toAbsolutePath().normalize(), role, true);
    return this;
  }

  /** Reads a file if it is there, and what it names. */
  public FileGathering addIfThere(Path file, FileRole role) {
    if (Files.isRegularFile(file)) {
      return add(file, role);
    }
    return this;
  }

  /** What was read, in the order in which it was found. */
  public List<StackFile> files() {
    return List.copyOf(files.values());
  }

  /** What could not be read, in words. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void read(Path path, FileRole role, boolean needed) {
    if (files.containsKey(path) || never.contains(path)) {
      return;
    }
    if (path.toString().chars().anyMatch(Character::isISOControl)) {
      warnings.add("a file of the stack is not in the backup: its name has control characters");
      return;
    }
    try {
      if (Files.size(path) > LARGEST || !Files.isRegularFile(path)) {
        warnings.add(
            "file '%s' of the stack is not in the backup: it is no small file".formatted(path));
        return;
      }
      byte[] content = Files.readAllBytes(path);
      files.put(path, StackFile.of(path.toString(), role, mode(path), content));
      if (role == FileRole.COMPOSE) {
        follow(path, new String(content, StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException e) {
      if (needed) {
        warnings.add("file '%s' of the stack is not in the backup: there is none".formatted(path));
      }
    } catch (IOException e) {
      warnings.add("file '%s' of the stack is not in the backup: it can't be read".formatted(path));
    }
  }

  private void follow(Path from, String text) {
    Path folder = Optional.ofNullable(from.getParent()).orElse(from);
    for (References.Reference reference : References.of(text)) {
      if (reference.path().contains("$")) {
        warnings.add(
            "file '%s' that '%s' names is not in the backup: its name has a variable; name it under 'compose-files'"
                .formatted(reference.path(), from));
      } else {
        read(folder.resolve(reference.path()).normalize(), reference.role(), false);
      }
    }
    // Compose reads it by itself.
    read(folder.resolve(".env").normalize(), FileRole.ENVIRONMENT, false);
  }

  private static int mode(Path path) throws IOException {
    try {
      return (Integer) Files.getAttribute(path, "unix:mode") & 0777;
    } catch (UnsupportedOperationException e) {
      return 0600;
    }
  }
}
