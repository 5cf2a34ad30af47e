package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.source.FoundOperations;
import dev.lifeboat.source.OperationQuery;
import java.util.function.Consumer;

/** What is done with the oplog of a replica set. */
public interface OplogServices {
  /**
   * Stores what is written, until it is interrupted; then what is pending is stored.
   *
   * @param told gets what people may want to know: facts
   */
  @Audited("oplog follow")
  void follow(Conduct conduct, Consumer<String> told);

  /** What was captured, and how far the follower of this host has come. */
  OplogStanding status(Conduct conduct);

  /**
   * Operations in what was captured.
   *
   * @param limit how many of them are given, the newest
   */
  FoundOperations search(Conduct conduct, OperationQuery query, int limit);
}
