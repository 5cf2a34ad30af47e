package dev.lifeboat.drill;

import java.util.Locale;

/**
 * A backup that was damaged on purpose, on a throw-away view of the storage.
 *
 * @param kind how
 * @param expected the step that should catch it
 * @param caughtBy the step that did; {@link Step#NONE} if none did
 * @param told what was said of it, in words
 */
public record Mutant(Kind kind, Step expected, Step caughtBy, String told) {
  /** Whether it was caught, and by the step that should. */
  public boolean caught() {
    return caughtBy == expected;
  }

  /** How a backup is damaged. */
  public enum Kind {
    TRUNCATED_OBJECT("an object is cut short", Step.STORED),
    FLIPPED_BIT("a bit of an object is flipped", Step.STORED),
    MISSING_OBJECT("an object is gone", Step.STORED),
    FORGED_MANIFEST("the manifest was changed by someone who can't sign", Step.SIGNATURE),
    STALE_BACKUP("the newest backups are hidden, an old one looks newest", Step.FRESHNESS),
    WRONG_KEY("only a key that isn't among the recipients is at hand", Step.KEY),
    MISSING_COLLECTION("a collection was lost between backup and restore", Step.PROOF),
    OLDER_VERSION("an older state of a collection came back", Step.PROOF);

    private final String meaning;
    private final Step expected;

    Kind(String meaning, Step expected) {
      this.meaning = meaning;
      this.expected = expected;
    }

    public String meaning() {
      return meaning;
    }

    /** The step that should catch it. */
    public Step expected() {
      return expected;
    }

    /** As people and files see it, such as {@code flipped-bit}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What catches damage, in the order of a restore. */
  public enum Step {
    /** The signature of the manifest. */
    SIGNATURE,
    /** The age of the newest backup, and the newest that this host has seen. */
    FRESHNESS,
    /** The digests of what is stored. */
    STORED,
    /** Decrypting. */
    KEY,
    /** Unpacking, and the digests of what comes out. */
    DECODE,
    /** Comparing what was restored. */
    PROOF,
    /** Nothing did. */
    NONE;

    /** As people and files see it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
