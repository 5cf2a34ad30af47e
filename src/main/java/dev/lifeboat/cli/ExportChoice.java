package dev.lifeboat.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be exported, and where to.
 *
 * @param backup {@code latest}, an id or its beginning
 * @param at instead of a name: the newest backup at or before this moment
 * @param target where to
 * @param passphraseFile what holds the passphrase of a file that shall be encrypted
 */
public record ExportChoice(
    String backup, Optional<Instant> at, Target target, Optional<Path> passphraseFile) {
  /** Where a dump is written. */
  public sealed interface Target {
    /** A file, wrapped as its name ends. */
    record Archive(Path file) implements Target {}

    /** A folder. */
    record Folder(Path folder) implements Target {}

    /** What another program reads. */
    record Stream(OutputStream out) implements Target {}
  }
}
