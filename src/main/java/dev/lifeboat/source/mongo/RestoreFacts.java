package dev.lifeboat.source.mongo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a target, as far as planning needs it.
 *
 * @param target where it is, for people, without secrets
 * @param version of the server, such as {@code 6.0.5}
 * @param writable whether it takes writes
 * @param present what is in the databases of the backup
 * @param users ids of its users; empty if they can't be read
 * @param roles ids of its roles; empty if they can't be read
 * @param oneAct whether all renames can be done in one act
 * @param roomFree free bytes of its disk, where it tells
 * @param newestWrite the newest write to the databases of the backup, where anybody can say
 * @param writers clients that may write, each in words
 * @param busy who else is restoring, in words
 * @param oplogSize how many bytes the oplog holds, where there is one and the user may look
 */
record RestoreFacts(
    String target,
    String version,
    boolean writable,
    RestoreInventory present,
    Optional<Set<String>> users,
    Optional<Set<String>> roles,
    boolean oneAct,
    Optional<Long> roomFree,
    Optional<Instant> newestWrite,
    List<String> writers,
    Optional<String> busy,
    Optional<Long> oplogSize) {
  private static final int MORE = 100;

  RestoreFacts {
    writers = List.copyOf(writers);
  }

  Optional<RestorePresent> find(String database, String name) {
    return present.find(database, name);
  }

  /** True if so many collections can be swapped in one act within seconds. */
  boolean isShortAct(int collections) {
    // Those that others make until then are allowed for.
    long listed = (long) present.listed() + collections + MORE;
    return SwapAct.isShort(major(version), 2L * collections, listed);
  }

  private static int major(String version) {
    return Integer.parseInt(version.split("\\.", 2)[0]);
  }

  Optional<Set<String>> accounts(StagedKind kind) {
    return kind == StagedKind.USERS ? users : roles;
  }
}
