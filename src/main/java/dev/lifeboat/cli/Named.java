package dev.lifeboat.cli;

import dev.lifeboat.stack.StackName;

/**
 * What a dangerous act hits, by the name that confirms it.
 *
 * @param kind {@code stack} or {@code server}
 * @param name its name
 */
public record Named(String kind, String name) {
  static Named stack(StackName stack) {
    return new Named("stack", stack.value());
  }

  /** As in {@code the data of stack 'shop'}. */
  @Override
  public String toString() {
    return kind + " '" + name + "'";
  }
}
