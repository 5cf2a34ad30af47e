package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.monitor.Spread;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.RepositoryCopy;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks where the backups are. */
record Spreading(Config config, InstantSource clock) {
  Spread look(List<BackupEntry> entries) {
    List<Spread.Place> places = new ArrayList<>();
    places.add(place(config.repository()));
    config.copy().map(Spreading::place).ifPresent(places::add);
    int copied = 0;
    Optional<Instant> until = Optional.empty();
    Optional<String> trouble = Optional.empty();
    if (config.copy().isPresent()) {
      try (Storage storage = new Storages(clock).existing(config.copy().get())) {
        Set<BackupId> there = RepositoryCopy.backups(storage);
        List<BackupEntry> both =
            entries.stream().filter(entry -> there.contains(entry.id())).toList();
        copied = both.size();
        until =
            both.stream()
                .flatMap(entry -> entry.manifest().stream())
                .map(Manifest::moment)
                .max(Instant::compareTo);
      } catch (ProblemException e) {
        trouble = Optional.of("the copy can't be looked at: " + e.problems().getFirst().message());
      } catch (StorageException e) {
        trouble = Optional.of("the copy can't be looked at: " + e.getMessage());
      }
    }
    return new Spread(places, entries.size(), copied, until, trouble);
  }

  private static Spread.Place place(RepositoryLocation location) {
    return switch (location) {
      case RepositoryLocation.Folder folder ->
          new Spread.Place(folder.toString(), "the file system " + device(folder.path()), false);
      case S3Location bucket ->
          new Spread.Place(
              bucket.toString(),
              "buckets at " + bucket.endpoint().map(URI::toString).orElse("AWS"),
              bucket.endpoint().map(URI::getHost).filter(Spreading::here).isEmpty());
    };
  }

  private static boolean here(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static String device(Path folder) {
    try {
      return "'" + Files.getFileStore(folder).name() + "'";
    } catch (IOException e) {
      return "of '" + folder + "'";
    }
  }
}
