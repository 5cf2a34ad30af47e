package dev.lifeboat.storage;

import java.util.EnumSet;
import java.util.Set;

/**
 * What goes wrong, once.
 *
 * @param number which operation of the counted ones it hits, from 1
 * @param counted the operations that count
 * @param moment when it hits
 * @param crash whether the process "dies": this operation and all later ones throw {@link
 *     SimulatedCrash}; otherwise it throws {@link StorageException} UNAVAILABLE, and later ones
 *     work
 */
public record Fault(long number, Set<Operation> counted, Moment moment, boolean crash) {
  /** When a fault hits. */
  public enum Moment {
    /** Nothing was done. */
    BEFORE,
    /**
     * Half was done, as far as the contract lets it show: half of a content was taken, and nothing
     * stored; half of an object was read, or of a list passed. A delete has no half.
     */
    DURING,
    /** All was done, but the answer was lost. */
    AFTER
  }

  public Fault {
    if (number < 1) {
      throw new IllegalArgumentException("operations are counted from 1: " + number);
    }
    counted = Set.copyOf(counted);
  }

  /** Fails at one write (create or delete); later operations work. */
  public static Fault failedWrite(long number, Moment moment) {
    return new Fault(number, writes(), moment, false);
  }

  /** Crashes at one write (create or delete). */
  public static Fault crashAtWrite(long number, Moment moment) {
    return new Fault(number, writes(), moment, true);
  }

  /** Fails at one operation of any kind; later ones work. */
  public static Fault failed(long number, Moment moment) {
    return new Fault(number, EnumSet.allOf(Operation.class), moment, false);
  }

  /** Crashes at one operation of any kind. */
  public static Fault crash(long number, Moment moment) {
    return new Fault(number, EnumSet.allOf(Operation.class), moment, true);
  }

  private static Set<Operation> writes() {
    return EnumSet.of(Operation.CREATE, Operation.DELETE);
  }
}
