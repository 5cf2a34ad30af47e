package dev.lifeboat.monitor;

import java.util.Collection;

/** How a thing stands, from the best to the worst. */
public enum State {
  OK,
  WARNING,
  /** Nobody knows: as bad as red, since what nobody sees isn't green. */
  UNKNOWN,
  CRITICAL;

  /** Whether a person has to do something today. */
  public boolean red() {
    return this == UNKNOWN || this == CRITICAL;
  }

  /** The worst of them; OK of none. */
  public static State worst(Collection<State> states) {
    return states.stream().max(State::compareTo).orElse(OK);
  }

  /** The worse of the two. */
  public State and(State other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
