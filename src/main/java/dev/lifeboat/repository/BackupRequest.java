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
 */
public record BackupRequest(
    String stack,
    String source,
    Optional<String> reason,
    List<String> tags,
    long minFree,
    String host,
    String tool) {
  public BackupRequest {
    tags = List.copyOf(tags);
  }
}
