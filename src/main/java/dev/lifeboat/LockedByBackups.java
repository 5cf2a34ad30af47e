package dev.lifeboat;

import dev.lifeboat.guard.LockedImages;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.stack.LockedImage;
import dev.lifeboat.storage.StorageException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which images the backups in the repository say that their stack ran. */
record LockedByBackups(Wiring wiring) {
  /** What can't be known is said, not thrown: a clean-up of the rest needs no repository. */
  LockedImages find() {
    Set<String> ids = new HashSet<>();
    try {
      Repository repository = wiring.repository();
      if (!repository.canOpen()) {
        return new LockedImages(ids, Optional.of("this host has no key that opens backups"));
      }
      for (BackupEntry entry : repository.overview()) {
        Optional<Manifest> manifest = entry.manifest();
        if (manifest.isEmpty()) {
          String why = entry.problem().map(Problem::message).orElse("it can't be read");
          return new LockedImages(ids, Optional.of(why));
        }
        Belongings.record(repository.streams(manifest.get())).stream()
            .flatMap(record -> record.lock().images().stream())
            .map(LockedImage::id)
            .forEach(ids::add);
      }
      return new LockedImages(ids, Optional.empty());
    } catch (ProblemException e) {
      return new LockedImages(ids, Optional.of(e.problems().getFirst().message()));
    } catch (StorageException e) {
      return new LockedImages(ids, Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
