package dev.lifeboat.drill;

import dev.lifeboat.source.LiveItem;
import java.util.List;

/** What a drill must stay away from, and may count before it begins. */
public interface Production {
  /** Its addresses, each as {@code host:port}. */
  List<String> addresses();

  /**
   * What it holds now, by its own count.
   *
   * @throws dev.lifeboat.problem.ProblemException if it can't be asked
   */
  List<LiveItem> live();
}
