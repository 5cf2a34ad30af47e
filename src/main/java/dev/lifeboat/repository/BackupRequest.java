package dev.lifeboat.repository;

import java.util.List;
import java.util.Optional;

/**
 * What a backup is to be called and how it is made.
 *
 * @param stack the stack's name
 * @param source the kind of source
 * @param reason why it is made, if someone said so; readable without a key
 * @param tags labels; readable without a key
 * @param minFree how many bytes the storage shall have free in the end
 * @param host this host's name, for people
 * @param tool the version of Lifeboat
 * @param configuration the configuration's text, which only holders of a key can read; empty if it
 *     isn't to be kept
 */
public record BackupRequest(
    String stack,
    String source,
    Optional<String> reason,
    List<String> tags,
    long minFree,
    String host,
    String tool,
    Optional<String> configuration) {
  public BackupRequest {
    tags = List.copyOf(tags);
  }

  /** Without a configuration. */
  public BackupRequest(
      String stack,
      String source,
      Optional<String> reason,
      List<String> tags,
      long minFree,
      String host,
      String tool) {
    this(stack, source, reason, tags, minFree, host, tool, Optional.empty());
  }

  /** Without the configuration, which may hold a password. */
  @Override
  public String toString() {
    return "BackupRequest[stack=%s, source=%s, reason=%s, tags=%s]"
        .formatted(stack, source, reason, tags);
  }
}
