package dev.lifeboat.source;

import java.time.Duration;

/**
 * The oplog of a replica set as it grows, as far as a majority has it, so that nothing of it is
 * rolled back. For one thread. All methods throw {@link dev.lifeboat.problem.ProblemException} if
 * the server can't be reached, or doesn't allow it; then open another feed.
 */
public interface OplogFeed extends AutoCloseable {
  /** The replica set's id, 24 hex digits. */
  String set();

  /** Where to begin so that no transaction that is open now is missed. */
  Start start();

  /**
   * Goes on from an entry, which is the first one that is passed.
   *
   * @throws OplogBrokenException if that entry isn't there any more
   */
  void from(OplogPosition entry);

  /**
   * Passes what is new.
   *
   * @param patience how long to wait if nothing is
   * @return false if nothing came: everything up to now was passed
   * @throws OplogBrokenException if entries that weren't passed were overwritten
   */
  boolean next(Duration patience, Entries entries);

  /** Whether a transaction may be open whose first entries were passed, or came before. */
  boolean isTransactionOpen();

  @Override
  void close();

  /**
   * The beginning of a chain.
   *
   * @param from where to begin
   * @param usableFrom the newest entry: all transactions that are open at this moment, or begin
   *     later, are whole
   */
  record Start(OplogPosition from, OplogTime usableFrom) {}

  /** Takes entries. */
  @FunctionalInterface
  interface Entries {
    /**
     * Takes the next entry.
     *
     * @param noop whether it changes nothing
     * @param buffer holds the entry, raw BSON; not to be kept
     */
    void accept(OplogPosition position, boolean noop, byte[] buffer, int offset, int length);
  }
}
