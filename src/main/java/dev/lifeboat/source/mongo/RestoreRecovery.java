package dev.lifeboat.source.mongo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Settles what died, and removes what is kept no longer. */
final class RestoreRecovery {
  private final RestoreServer server;
  private final InstantSource clock;

  RestoreRecovery(RestoreServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  List<String> run() {
    var done = new ArrayList<String>();
    for (Journal.Found found : Journal.all(server)) {
      var header = found.header();
      if (header.state().isSettled()) {
        if (header.state() != JournalState.CUT_OFF
            && header.keptUntil().filter(until -> !until.isAfter(clock.instant())).isPresent()) {
          expire(found).ifPresent(done::add);
        }
      } else if (JournalLease.isDead(header, server.now())) {
        takeOn(found, done);
      }
    }
    Journal.removeStaleLocks(server);
    done.addAll(new RestoreIncomplete(server).words());
    return List.copyOf(done);
  }

  private void takeOn(Journal.Found found, List<String> done) {
    var owner = JournalOwner.self(UUID.randomUUID().toString());
    var header = found.header().ownedBy(owner, Instant.EPOCH);
    if (!found.journal().put(header, found.header().owner())) {
      // Another process was faster.
      return;
    }
    try (var lease = new JournalLease(found.journal(), owner)) {
      settle(found.journal(), header, lease).ifPresent(done::add);
    }
  }

  private Optional<String> settle(Journal journal, JournalHeader header, JournalLease lease) {
    return switch (header.state()) {
      case LOADING, PROVEN -> {
        new RestoreRollback(server).run(journal, header);
        yield Optional.of(
            "removed what restore '%s' of backup '%s' left when it was cut off; the data is as it"
                    .formatted(header.id(), header.backup())
                + " was before");
      }
      case SWAPPING, FINISHING -> {
        new SwapAct(server, () -> {}).run(RestoreFinish.pairs(header.id(), journal.entries()));
        var _ = new RestoreFinish(server).run(journal, header, lease, clock.instant());
        yield Optional.of(
            "completed restore '%s' of backup '%s', which was cut off during the swap"
                .formatted(header.id(), header.backup()));
      }
      case UNDOING -> {
        var _ = new UndoRun(server, clock, (point, id) -> {}).complete(journal, header, lease);
        yield Optional.of(
            "completed the undo of restore '%s', which was cut off".formatted(header.id()));
      }
      case REPLACING ->
          new RestoreIncomplete(server)
              .cutOff(journal, header, lease, clock.instant())
              .words(header, journal.entries());
      case FILLING -> {
        var words = new ArrayList<String>();
        var _ = RestoreMissing.settle(server, journal, header, lease, clock, words::add);
        yield Optional.of(
            RestoreMissing.words(header, words)
                + ": run it again, or take back what it inserted: lifeboat undo");
      }
      case UNFILLING -> {
        var _ = new MissingUndo(server).complete(journal, header, lease, clock);
        yield Optional.of(
            "completed the undo of restore '%s', which was cut off".formatted(header.id()));
      }
      case SWAPPED, SUPERSEDED, UNDONE, REPLACED, CUT_OFF, FILLED ->
          throw new IllegalStateException("settled: " + header.state());
    };
  }

  /**
   * What an older restore replaced is two generations back, once a later one can't be taken back.
   */
  private void supersedeBefore(JournalHeader expiring) {
    if (expiring.state() != JournalState.SWAPPED && expiring.state() != JournalState.REPLACED) {
      return;
    }
    for (Journal.Found older : Journal.all(server)) {
      var header = older.header();
      if (header.state() == JournalState.SWAPPED
          && header
              .restoredAt()
              .orElse(Instant.EPOCH)
              .isBefore(expiring.restoredAt().orElse(Instant.EPOCH))
          && !Collections.disjoint(header.databases(), expiring.databases())) {
        var _ = older.journal().put(header.in(JournalState.SUPERSEDED), header.owner());
      }
    }
  }

  private Optional<String> expire(Journal.Found found) {
    var header = found.header();
    supersedeBefore(header);
    RestoreRollback.dropKept(server, header, header.id());
    header.undo().ifPresent(id -> RestoreRollback.dropKept(server, header, id));
    new RestoreIncomplete(server).keep(header.id());
    found.journal().delete(header);
    return header.state() == JournalState.REPLACED
        ? Optional.empty()
        : Optional.of(
            "removed the data that restore '%s' kept until %s"
                .formatted(header.id(), header.keptUntil().orElseThrow()));
  }
}
