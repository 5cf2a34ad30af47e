package dev.lifeboat.cli;

/** A backup that isn't held any more. */
record ReleaseAnswer(Released released) implements Answer {
  @Override
  public Object document() {
    return released;
  }

  @Override
  public String text(Page page) {
    return "%s Backup %s is not held any more%n"
        .formatted(page.ok(), page.ink().bold(released.backup()));
  }
}
