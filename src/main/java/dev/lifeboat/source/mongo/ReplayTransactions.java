package dev.lifeboat.source.mongo;

import dev.lifeboat.source.OplogTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Which entries of transactions came into effect, and when. Most transactions are one entry. A
 * large one is a chain of them, and a prepared one is decided by a later entry.
 *
 * <p>While it is undecided, nobody else can change its documents or drop its collections. So its
 * operations may be applied where they stand among the others, once it is known that it was
 * committed: they needn't be kept until then.
 */
final class ReplayTransactions {
  /** Of entries that another one decides: when they came into effect. */
  private final Map<OplogTime, OplogTime> committed = new HashMap<>();

  private final Map<ReplayEntry.Session, List<Undecided>> open = new HashMap<>();
  private boolean lacksBeginning;

  /**
   * An entry of a transaction that is not decided yet. It may be large, so only what is asked of it
   * later is kept.
   *
   * @param kept commands, and what tells of views
   */
  private record Undecided(OplogTime time, Map<Touched, ReplayCounts> counts, List<byte[]> kept) {
    static Undecided of(ReplayEntry entry) {
      var undecided = new Undecided(entry.time(), new LinkedHashMap<>(), new ArrayList<>());
      operations(entry, undecided::add);
      return undecided;
    }

    private void add(ReplayEntry operation) {
      var uuid = operation.uuid();
      if (operation.op == 'c'
          || uuid.isEmpty()
          || operation.namespace().endsWith(".system.views")) {
        kept.add(
            Arrays.copyOfRange(
                operation.buffer, operation.start, operation.start + operation.length()));
      } else {
        counts
            .computeIfAbsent(
                new Touched(uuid.get(), operation.namespace()), key -> new ReplayCounts())
            .add(operation.op, operation.length());
      }
    }
  }

  private record Touched(UUID uuid, String namespace) {}

  /** Told what operations of transactions do, once they came into effect. */
  interface Effect {
    void operation(ReplayEntry operation, OplogTime committed);

    void counted(UUID uuid, String namespace, ReplayCounts counts, OplogTime committed);
  }

  /** Takes an {@code applyOps}. */
  void take(ReplayEntry entry, Effect effect) {
    OplogTime time = entry.time();
    var session = entry.session();
    boolean later = entry.says("partialTxn") || entry.says("prepare");
    if (session == null || entry.isVectored()) {
      operations(entry, each -> effect.operation(each, time));
      return;
    }
    if (later) {
      var chain = open.computeIfAbsent(session, key -> new ArrayList<>());
      if (chain.isEmpty() && entry.previous().isPresent()) {
        lacksBeginning = true;
      }
      chain.add(Undecided.of(entry));
      return;
    }
    commit(session, time, entry.previous(), effect);
    operations(entry, each -> effect.operation(each, time));
  }

  /** Takes a {@code commitTransaction}. */
  void commit(ReplayEntry entry, Effect effect) {
    var session = entry.session();
    if (session != null) {
      commit(session, entry.time(), entry.previous(), effect);
    }
  }

  private void commit(
      ReplayEntry.Session session, OplogTime time, Optional<OplogTime> previous, Effect effect) {
    var chain = Optional.ofNullable(open.remove(session)).orElse(List.of());
    if (!previous.equals(
        chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().time()))) {
      // Its beginning is older than the first entry.
      lacksBeginning = true;
    }
    for (Undecided each : chain) {
      committed.put(each.time(), time);
      // A collection that it makes comes before what it writes into it.
      each.kept().forEach(kept -> effect.operation(ReplayEntry.at(kept, 0), time));
      each.counts()
          .forEach(
              (touched, counts) ->
                  effect.counted(touched.uuid(), touched.namespace(), counts, time));
    }
  }

  /** Takes an {@code abortTransaction}. */
  void abort(ReplayEntry entry) {
    var session = entry.session();
    if (session != null) {
      open.remove(session);
    }
  }

  /** When the operations of an {@code applyOps} came into effect; empty if they didn't. */
  Optional<OplogTime> effective(ReplayEntry entry) {
    boolean later =
        entry.isOfSession()
            && !entry.isVectored()
            && (entry.says("partialTxn") || entry.says("prepare"));
    return later ? Optional.ofNullable(committed.get(entry.time())) : Optional.of(entry.time());
  }

  /** True if a transaction was committed whose first entries weren't taken. */
  boolean lacksBeginning() {
    return lacksBeginning;
  }

  static void operations(ReplayEntry entry, Consumer<ReplayEntry> to) {
    int list = RawBson.find(entry.buffer, entry.document(), "applyOps");
    int field = RawBson.firstField(RawBson.value(entry.buffer, list));
    while (entry.buffer[field] != 0) {
      to.accept(ReplayEntry.at(entry.buffer, RawBson.value(entry.buffer, field)));
      field = RawBson.nextField(entry.buffer, field);
    }
  }
}
