package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.UndoPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the restore that can be taken back, and what was written since. Changes nothing. */
final class UndoPlanner {
  private final RestoreServer server;
  private final String stack;
  private final InstantSource clock;

  UndoPlanner(RestoreServer server, String stack, InstantSource clock) {
    this.server = server;
    this.stack = stack;
    this.clock = clock;
  }

  /** The stack's newest restore, if its old data is still kept. */
  Optional<Journal.Found> newest() {
    return Journal.all(server).stream()
        .filter(found -> found.header().stack().equals(stack))
        .filter(found -> isLast(found.header().state()))
        .max(Comparator.comparing(found -> found.header().restoredAt().orElse(Instant.EPOCH)))
        .filter(found -> until(found).isAfter(clock.instant()));
  }

  private static boolean isLast(JournalState state) {
    return switch (state) {
      case SWAPPED, REPLACED, CUT_OFF, FILLED -> true;
      case LOADING,
          PROVEN,
          SWAPPING,
          FINISHING,
          SUPERSEDED,
          UNDOING,
          UNDONE,
          REPLACING,
          FILLING,
          UNFILLING ->
          false;
    };
  }

  Optional<UndoPlan> plan() {
    return newest().map(this::plan);
  }

  private UndoPlan plan(Journal.Found found) {
    requireKept(found.header());
    var entries = found.journal().entries();
    var header = found.header();
    if (header.state() == JournalState.FILLED) {
      return new UndoPlan(
          header.id(),
          header.backup(),
          header.restoredAt().orElse(Instant.EPOCH),
          until(found),
          MissingUndo.steps(entries),
          List.of(),
          new MissingUndo(server).stays(header, entries));
    }
    return new UndoPlan(
        header.id(),
        header.backup(),
        header.restoredAt().orElse(Instant.EPOCH),
        until(found),
        UndoSteps.of(header, entries),
        writtenSince(header.databases(), entries),
        List.of());
  }

  private static void requireKept(JournalHeader header) {
    if (header.state() == JournalState.REPLACED || header.state() == JournalState.CUT_OFF) {
      throw Problem.of(
              Code.UNDO_NOTHING,
              "the last restore, '%s' of backup '%s', was in place: what it dropped is gone, so it"
                      .formatted(header.id(), header.backup())
                  + " can't be taken back",
              "restore a backup of before: lifeboat list",
              "what earlier restores kept is in collections whose names begin with"
                  + " '__lifeboat.k', until its time is over")
          .exception();
    }
  }

  private static Instant until(Journal.Found found) {
    return found.header().keptUntil().orElse(Instant.EPOCH);
  }

  private List<String> writtenSince(List<String> databases, List<JournalEntry> entries) {
    Set<String> present = new HashSet<>();
    for (String database : databases) {
      server
          .collections(database)
          .forEach(each -> present.add(database + "." + each.getString("name").getValue()));
    }
    return RestoreWorkers.each(entries, entry -> writtenSince(entry, present)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> writtenSince(JournalEntry entry, Set<String> present) {
    return switch (entry.kind()) {
      case COLLECTION -> entry.restored().flatMap(was -> since(entry, entry.name(), was, present));
      case TIMESERIES ->
          entry
              .restored()
              .flatMap(was -> since(entry, StagedNames.buckets(entry.name()), was, present));
      case VIEW, USERS, ROLES, SERVERS -> Optional.empty();
    };
  }

  private Optional<String> since(
      JournalEntry entry, String collection, Fingerprint was, Set<String> present) {
    if (!present.contains(entry.database() + "." + collection)) {
      return Optional.of("'%s' was dropped or renamed".formatted(entry.namespace()));
    }
    var now =
        new StagedReader(server)
            .fingerprint(entry.database(), collection, RestoreRollback.silent());
    if (now.equals(was)) {
      return Optional.empty();
    }
    long more = now.documents() - was.documents();
    var words =
        more == 0
            ? "changed documents, as many as were restored"
            : "%d documents %s than were restored"
                .formatted(Math.abs(more), more > 0 ? "more" : "fewer");
    return Optional.of("'%s' has %s".formatted(entry.namespace(), words));
  }
}
