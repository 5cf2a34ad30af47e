package dev.lifeboat.cli;

import java.nio.file.Path;

/** That the service was removed. */
record ServiceGoneAnswer(Path file) implements Answer {
  /** Its field names are a contract. */
  record Document(String removed) {}

  @Override
  public Object document() {
    return new Document(file.toString());
  }

  @Override
  public String text(Page page) {
    return "%s '%s' is gone; account, state and backups stay%n".formatted(page.ok(), file);
  }
}
