package dev.lifeboat.repository;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.LineLog;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Remembers in a folder that only its owner can read, one for each repository. It holds digests of
 * plaintext, but no plaintext. Several processes may use it at once: {@code objects} only grows,
 * line by line, and lines that make no sense are passed over.
 */
public final class FileCatalogue implements Catalogue {
  private static final String GONE = "-";

  private final MemoryCatalogue memory = new MemoryCatalogue();
  private final LineLog objects;
  private final LineLog newest;

  /**
   * Opens the catalogue of a repository, or starts one.
   *
   * @param folder where the host keeps its state
   * @throws dev.lifeboat.io.FileException if the folder can't be used
   */
  public FileCatalogue(Path folder, String repository) {
    Path own = folder.resolve(repository);
    DurableFiles.createFolders(own, FileMode.PRIVATE);
    objects = new LineLog(own.resolve("objects"));
    newest = new LineLog(own.resolve("newest"));
    objects.read(this::readObject);
    newest.read(this::readNewest);
  }

  @Override
  public Optional<StoredObject> find(Digest plain, String recipients) {
    return memory.find(plain, recipients);
  }

  @Override
  public void add(Digest plain, String recipients, StoredObject object) {
    memory.add(plain, recipients, object);
    objects.append(
        String.join(
            " ", plain.hex(), recipients, object.digest().hex(), String.valueOf(object.size())));
  }

  @Override
  public void forget(Digest plain, String recipients) {
    memory.forget(plain, recipients);
    objects.append(String.join(" ", plain.hex(), recipients, GONE, "0"));
  }

  @Override
  public Optional<Newest> newest() {
    return memory.newest();
  }

  @Override
  public void remember(Newest seen) {
    memory.remember(seen);
    if (memory.newest().equals(Optional.of(seen))) {
      newest.append(seen.backup() + " " + seen.manifest());
    }
  }

  private void readObject(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() != 4) {
      return;
    }
    Digest plain = new Digest(parts.get(0));
    if (parts.get(2).equals(GONE)) {
      memory.forget(plain, parts.get(1));
    } else {
      memory.add(
          plain,
          parts.get(1),
          StoredObject.full(new Digest(parts.get(2)), Long.parseLong(parts.get(3))));
    }
  }

  private void readNewest(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    if (parts.size() == 2) {
      memory.remember(new Newest(new BackupId(parts.get(0)), new Digest(parts.get(1))));
    }
  }
}
