package dev.lifeboat.retention;

/**
 * Backups that count together. A backup takes no place of one that is better: an incomplete one, an
 * import, a suspicious and a damaged one only take places of their like.
 *
 * @param origin where they are from
 * @param worth what they are worth
 */
record Series(Origin origin, Worth worth) {
  /** What was backed up: the stack and the kind of source. */
  record Origin(String stack, String source) {
    static Origin of(Backup backup) {
      return new Origin(backup.stack(), backup.source());
    }
  }

  enum Worth {
    GOOD,
    INCOMPLETE,
    IMPORTED,
    SUSPICIOUS,
    DAMAGED
  }

  static Series of(Backup backup) {
    return new Series(Origin.of(backup), worth(backup));
  }

  private static Worth worth(Backup backup) {
    if (backup.damaged()) {
      return Worth.DAMAGED;
    }
    if (backup.imported()) {
      return Worth.IMPORTED;
    }
    if (backup.suspicious()) {
      return Worth.SUSPICIOUS;
    }
    return backup.complete() ? Worth.GOOD : Worth.INCOMPLETE;
  }
}
