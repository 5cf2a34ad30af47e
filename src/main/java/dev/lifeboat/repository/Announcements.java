package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in {@code pending/}: which backups are being made. A process that is killed leaves its
 * announcement; the next backup of the same host removes it.
 */
record Announcements(Storage storage, String host) {
  private static final String FOLDER = "pending/";

  void add(BackupId backup, Instant now) {
    Pending pending = new Pending(backup, host, now, Optional.of(process(ProcessHandle.current())));
    storage.create(Layout.pending(backup), Content.of(pending.print()));
  }

  /** Removes what is known to be dead. What can't be read or removed stays: it does no harm. */
  void removeDead() {
    try {
      List<ObjectKey> keys = new ArrayList<>();
      storage.list(FOLDER, info -> keys.add(info.key()));
      keys.stream().filter(this::isDead).forEach(storage::delete);
    } catch (StorageException e) {
      // A prune can't take it for dead as soon, that is all.
    }
  }

  private boolean isDead(ObjectKey key) {
    try {
      return Bytes.readIfThere(storage, key)
          .map(Pending::parse)
          .filter(pending -> pending.host().equals(host))
          .flatMap(Pending::process)
          .filter(Announcements::isGone)
          .isPresent();
    } catch (FormatException e) {
      return false; // of another version
    }
  }

  /** Two containers may have one name, so only processes that would be visible here count. */
  private static boolean isGone(String process) {
    String[] words = process.split(" ", -1);
    if (words.length != 3 || !words[2].equals(namespace())) {
      return false;
    }
    try {
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(there -> process(there).equals(process))
          .isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Its number, when it started, since numbers are used again, and where numbers are its own. */
  private static String process(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + " " + started + " " + namespace();
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "host"; // where there are no containers
    }
  }
}
