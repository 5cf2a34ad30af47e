package dev.lifeboat.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The host that a service is installed on, as far as an installation looks and acts. */
public interface Host {
  /** Whether this process may do all. */
  boolean isRoot();

  /** Whether systemd runs here. */
  boolean hasSystemd();

  /** Whether there is an account of that name. */
  boolean hasAccount(String name);

  /** Whether there is a group of that name. */
  boolean hasGroup(String name);

  /** The group that may use a file, by name or else number; empty if there is no such file. */
  Optional<String> groupOf(Path file);

  /**
   * Runs a command.
   *
   * @return its exit status
   */
  int run(List<String> words);

  /** Writes a file that everybody may read. */
  void write(Path file, String text);

  void delete(Path file);
}
