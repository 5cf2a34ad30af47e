package dev.lifeboat.cli;

/**
 * What the commands can have done. The composition root implements it: the commands know requests
 * and reports, and no storage, source or file format.
 */
public interface Services {
  /** The program's version, such as {@code 1.4.0}. */
  String version();
}
