package dev.lifeboat.cli;

import dev.lifeboat.source.OperationQuery;
import dev.lifeboat.source.OplogTime;

/** A moment that only the captured oplog leads to. */
public sealed interface ExactMoment {
  /**
   * Right after an operation.
   *
   * @param time of the last one that counts
   */
  record UpTo(OplogTime time) implements ExactMoment {}

  /** Right before the newest operation of these that takes something away. */
  record Before(OperationQuery operation) implements ExactMoment {}
}
