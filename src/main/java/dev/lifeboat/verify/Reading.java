package dev.lifeboat.verify;

import java.util.OptionalLong;

/**
 * How stored objects are read.
 *
 * @param portion which of them
 * @param rate how many bytes a second at most
 * @param checks what is known of them, and learns what is found
 */
public record Reading(Portion portion, OptionalLong rate, ObjectChecks checks) {
  /** All, as fast as can be, and nothing is remembered. */
  static Reading plain() {
    return new Reading(Portion.ALL, OptionalLong.empty(), ObjectChecks.forgetful());
  }
}
