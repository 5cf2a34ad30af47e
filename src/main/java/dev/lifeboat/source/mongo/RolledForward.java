package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.CapturedOplog;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.source.RollForward;
import dev.lifeboat.source.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A backup with what was written after it, up to a moment: it has the collections of that moment,
 * under the names that they had then. Their documents are the backup's; the operations that are
 * missing are passed by {@link #replay}.
 */
public final class RolledForward implements CapturedStreams {
  /** The attribute of the capture's details that names the replica set: 24 hex digits. */
  public static final String SET = "replicaSetId";

  private final CapturedStreams base;
  private final ReplayReader reader;
  private final ReplayInventory inventory;
  private final Consistency moment;
  private final Optional<Long> after;

  private RolledForward(
      CapturedStreams base, ReplayReader reader, ReplayInventory inventory, Instant moment) {
    this.after = reader.after();
    this.base = base;
    this.reader = reader;
    this.inventory = inventory;
    this.moment = new Consistency.ClusterTime(moment, 0);
  }

  /**
   * The captured oplog that leads from a backup to a moment; empty if none does.
   *
   * @param upTo the last time whose entries are wanted
   */
  public static Optional<OplogRange> range(
      CapturedStreams base, List<OplogRange> ranges, OplogTime upTo) {
    return time(base)
        .flatMap(
            time ->
                ranges.stream()
                    .filter(range -> range.set().equals(base.details().get(SET)))
                    .filter(range -> range.leads(time, upTo))
                    .findFirst());
  }

  /** The cluster time of a backup, if it is of one. */
  public static Optional<OplogTime> time(CapturedStreams base) {
    return base.consistency() instanceof Consistency.ClusterTime(Instant second, int increment)
        ? Optional.of(new OplogTime((int) second.getEpochSecond(), increment))
        : Optional.empty();
  }

  /**
   * Reads what became of the collections of a backup.
   *
   * @param upTo the last time whose entries count
   * @param moment the moment that this is, for people
   * @throws dev.lifeboat.problem.ProblemException with {@code RESTORE_REFUSED} if the oplog doesn't
   *     lead there, or has what can't be rolled forward; {@code OBJECT_CORRUPT} and the like
   */
  public static RolledForward of(
      CapturedStreams base, CapturedOplog oplog, OplogTime upTo, Instant moment) {
    var range = range(base, oplog.ranges(), upTo).orElseThrow(() -> leadsNowhere(base, upTo));
    var time = time(base).orElseThrow();
    var reader = ReplayReader.recent(oplog, range, time, upTo);
    var inventory = ReplayInventory.read(base, reader);
    if (inventory.lacksBeginning() && !reader.isWhole()) {
      // Transactions may be older than usual, and collections that the backup lacks older still.
      reader = ReplayReader.whole(oplog, range, time, upTo);
      inventory = ReplayInventory.read(base, reader);
    }
    return new RolledForward(base, reader, inventory, moment);
  }

  private static RuntimeException leadsNowhere(CapturedStreams base, OplogTime upTo) {
    return Problem.of(
            Code.RESTORE_REFUSED,
            "no captured oplog leads from backup '%s' to %s".formatted(base.backup(), upTo),
            "see what can be reached: lifeboat list")
        .exception();
  }

  /** The rolled forward content, if this is one. */
  static Optional<RolledForward> in(CapturedStreams streams) {
    return streams instanceof RolledForward forward ? Optional.of(forward) : Optional.empty();
  }

  /** The backup's own cluster time. */
  public OplogTime from() {
    return reader.base();
  }

  /** The last time whose entries count. */
  public OplogTime upTo() {
    return reader.upTo();
  }

  /** What follows on the backup in a restore of some of it. */
  RollForward plan(List<RestoreItem> items) {
    return new RollForward(
        base.consistency().moment(),
        reader.upTo(),
        items.stream().mapToLong(RestoreItem::replayed).sum(),
        after);
  }

  /** What can't be rolled forward, by the name of the item. */
  Map<String, Problem> refusals() {
    return inventory.refusals();
  }

  List<String> warnings() {
    return inventory.warnings();
  }

  /**
   * Passes the operations on documents of some collections, in order. Those of transactions that
   * weren't committed until the moment aren't among them.
   */
  void replay(Set<UUID> collections, ReplayReader.Operations to) {
    reader.operations(inventory.history(), collections, to);
  }

  @Override
  public String backup() {
    return base.backup();
  }

  @Override
  public Consistency consistency() {
    return moment;
  }

  @Override
  public List<Item> items() {
    return inventory.items();
  }

  @Override
  public Map<String, Object> details() {
    return base.details();
  }

  @Override
  public long bytes(StreamName name) {
    byte[] own = inventory.metadata().get(name);
    return own == null ? base.bytes(name) : own.length;
  }

  @Override
  public boolean contains(StreamName name) {
    return inventory.metadata().containsKey(name) || base.contains(name);
  }

  /** True for a stream that the backup has, as against what was made up here. */
  public boolean isStored(StreamName name) {
    return !inventory.metadata().containsKey(name);
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    byte[] own = inventory.metadata().get(name);
    if (own != null) {
      consumer.accept(own.clone());
    } else if (name.equals(StreamNames.OPLOG)) {
      base.read(name, piece -> inventory.renamed(piece).ifPresent(consumer::accept));
    } else {
      base.read(name, consumer);
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    byte[] own = inventory.metadata().get(name);
    return own == null ? base.readSmall(name) : own.clone();
  }
}
