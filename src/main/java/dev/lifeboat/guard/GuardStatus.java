package dev.lifeboat.guard;

import java.util.List;
import java.util.Optional;

/**
 * Whether the volumes of a stack can be deleted by accident.
 *
 * @param verdict all of it in one word
 * @param volumes each named volume of the stack, or that was asked for, with whether it is kept
 * @param leave until when it may be deleted, if somebody asked for that
 * @param anchor the name of the container that keeps them
 */
public record GuardStatus(
    String stack,
    Verdict verdict,
    List<GuardedVolume> volumes,
    Optional<Leave> leave,
    Optional<String> anchor) {
  /** How it stands. */
  public enum Verdict {
    /** Every volume that shall be kept is kept. */
    ON,
    /** There are volumes that shall be kept and aren't. */
    PARTLY,
    /** The anchor shall be there and isn't. */
    GONE,
    /** It is off for a while. */
    LEAVE,
    /** Nobody asked for it. */
    OFF
  }

  /**
   * A volume.
   *
   * @param name its full name
   * @param there whether it exists
   * @param wanted whether it shall be kept
   * @param kept whether an anchor that runs references it
   */
  public record GuardedVolume(String name, boolean there, boolean wanted, boolean kept) {}

  public GuardStatus {
    volumes = List.copyOf(volumes);
  }

  /** Whether nothing is left to do. */
  public boolean isGood() {
    return verdict == Verdict.ON;
  }
}
