package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the private keys are that open backups. They are tried one after the other.
 *
 * @param files absolute, or {@link #STANDARD_INPUT}; they need not exist
 * @param command a command of the shell that prints one
 */
public record IdentityPlaces(List<Path> files, Optional<String> command) {
  /** Stands for standard input, as {@code -} does on the command line. */
  public static final Path STANDARD_INPUT = Path.of("-");

  /** A host with public keys only. */
  public static final IdentityPlaces NONE = new IdentityPlaces(List.of(), Optional.empty());

  public IdentityPlaces {
    files = List.copyOf(files);
  }

  /** One file. */
  public static IdentityPlaces of(Path file) {
    return new IdentityPlaces(List.of(file), Optional.empty());
  }

  /** Those that are files of this host. */
  public List<Path> ownFiles() {
    return files.stream().filter(file -> !file.equals(STANDARD_INPUT)).toList();
  }
}
