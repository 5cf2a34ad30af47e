package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.AuditHead;
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
 * @param audit how far the audit log of this host has come, if it has one
 */
public record BackupRequest(
    String stack,
    String source,
    Optional<String> reason,
    List<String> tags,
    long minFree,
    String host,
    String tool,
    Optional<AuditHead> audit) {
  public BackupRequest {
    tags = List.copyOf(tags);
  }

  /** One that says nothing of an audit log. */
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

  /** The same with how far the audit log has come. */
  public BackupRequest with(Optional<AuditHead> head) {
    return new BackupRequest(stack, source, reason, tags, minFree, host, tool, head);
  }
}
