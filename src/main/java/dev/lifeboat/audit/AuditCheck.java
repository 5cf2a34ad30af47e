package dev.lifeboat.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a log was found to be.
 *
 * @param log its id; zeros if its first line is damaged, empty if there is no log
 * @param entries how many lines it has
 * @param head the digest of its last line; empty if there is none
 * @param signed up to which entry a trusted signature vouches for it; 0 if none does
 * @param torn how many lines were cut off by a crash, as the log says itself
 * @param compared how many heads outside the log it was compared with
 * @param findings what is wrong, the first one first
 */
public record AuditCheck(
    String log,
    long entries,
    String head,
    long signed,
    int torn,
    int compared,
    List<Finding> findings) {
  public AuditCheck {
    findings = List.copyOf(findings);
  }

  /** What can be wrong. */
  public enum Kind {
    /** A line isn't what it was when the next one was written. */
    CHANGED,
    /** Lines between two are gone. */
    REMOVED,
    /** A line stands in another place than where it was written, or was put in. */
    MOVED,
    /** A line is no entry, and the log doesn't say that a crash cut it off. */
    DAMAGED,
    /** A checkpoint's signature isn't for what stands before it. */
    FORGED,
    /** A checkpoint was signed with a key that isn't trusted. */
    UNKNOWN_SIGNER,
    /** The end of the log, as others knew it, is gone. */
    CUT,
    /** The log is another one than others know of this place. */
    REPLACED
  }

  /**
   * One thing that is wrong.
   *
   * @param entry at which entry
   * @param fact for people
   */
  public record Finding(Kind kind, long entry, String fact) {}

  /** The same with more that is wrong. */
  public AuditCheck and(List<Finding> more) {
    return new AuditCheck(
        log,
        entries,
        head,
        signed,
        torn,
        compared,
        Stream.concat(findings.stream(), more.stream()).toList());
  }

  public boolean isGood() {
    return findings.isEmpty();
  }

  /** Where the first thing is wrong. */
  public Optional<Finding> first() {
    return findings.stream().findFirst();
  }
}
