package dev.lifeboat.source;

import java.time.Instant;

/** What a backup promises about its moment. */
public sealed interface Consistency {
  /** One word for it, as people and scripts see it. */
  String label();

  /**
   * The moment that a restore brings back; for a span its beginning, since later changes may be
   * missing.
   */
  Instant moment();

  /**
   * Every stream is as it was at one cluster time.
   *
   * @param moment the cluster time's second
   * @param increment which of that second's operations
   */
  record ClusterTime(Instant moment, int increment) implements Consistency {
    @Override
    public String label() {
      return "snapshot";
    }
  }

  /** The services that write were stopped. */
  record ServicesStopped(Instant moment) implements Consistency {
    @Override
    public String label() {
      return "stopped";
    }
  }

  /** Writes were locked out since the moment. */
  record Locked(Instant moment) implements Consistency {
    @Override
    public String label() {
      return "locked";
    }
  }

  /** Nothing kept writers away: streams are of different moments between these two. */
  record Live(Instant moment, Instant until) implements Consistency {
    @Override
    public String label() {
      return "live";
    }
  }

  /**
   * Imported from another tool's dump: nobody here knows more of its moment than what the dump and
   * its name say.
   */
  record Imported(Instant moment) implements Consistency {
    @Override
    public String label() {
      return IMPORTED;
    }
  }

  /** The label of {@link Imported}. */
  String IMPORTED = "imported";
}
