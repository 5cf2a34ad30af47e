package dev.lifeboat.drill;

import java.time.Instant;

/**
 * A point of the timeline.
 *
 * @param mark which
 * @param at when, by the host's clock
 * @param note what happened, in words; may be empty
 */
public record Moment(Mark mark, Instant at, String note) {
  /** The marks of every timeline, in their order; a drill leaves out those that it doesn't have. */
  public enum Mark {
    T0("the loss"),
    T1("noticed"),
    T2("decided"),
    T3("backup chosen and its signature checked"),
    T4("isolated place ready"),
    T5("first bytes read"),
    T6("data loaded"),
    T7("indexes built, rolled forward"),
    T8("content proven"),
    T9("service restored"),
    T10("cleaned up");

    private final String meaning;

    Mark(String meaning) {
      this.meaning = meaning;
    }

    public String meaning() {
      return meaning;
    }
  }
}
