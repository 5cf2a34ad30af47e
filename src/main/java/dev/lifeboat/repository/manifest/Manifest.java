package dev.lifeboat.repository.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes a backup exist. It is readable without a key, so it says nothing of what is inside but
 * sizes and times, and the reason and tags that a person gave.
 *
 * @param repository the repository's id, so that manifests can't be moved between repositories
 * @param backup the backup's id
 * @param stack the stack's name
 * @param source the kind of source
 * @param startedAt when the backup began
 * @param finishedAt when all its objects were stored
 * @param consistency the consistency's label
 * @param moment the moment that a restore brings back
 * @param complete false if something could not be captured
 * @param reason why the backup was made, if someone said so
 * @param tags labels that someone gave
 * @param previous the newest backup that was there at the beginning
 * @param recipients which recipients can open it: the id of their set, or {@code none}
 * @param sourceBytes the length of all streams
 * @param storedBytes the size of all objects that the backup needs
 * @param newBytes the size of those objects that it added
 * @param contents the objects that hold the {@link Contents}, in order
 * @param list the object that holds the {@link ObjectList}
 * @param objects how many objects the list names
 * @param tool the version of Lifeboat that wrote it
 * @param judgement how it compares with the backups before it
 * @param origin which backup of another repository this one is, if it was encrypted anew
 * @param audit how far the audit log of the host had come when the backup began
 */
public record Manifest(
    String repository,
    BackupId backup,
    String stack,
    String source,
    Instant startedAt,
    Instant finishedAt,
    String consistency,
    Instant moment,
    boolean complete,
    Optional<String> reason,
    List<String> tags,
    Optional<Previous> previous,
    String recipients,
    long sourceBytes,
    long storedBytes,
    long newBytes,
    List<StoredObject> contents,
    StoredObject list,
    int objects,
    String tool,
    Judgement judgement,
    Optional<Origin> origin,
    Optional<AuditHead> audit) {
  /** The format of everything but of what needs a later one. */
  public static final int FORMAT = 1;

  /** The format of a manifest whose objects may be deltas. */
  public static final int DELTA_FORMAT = 2;

  public Manifest {
    tags = List.copyOf(tags);
    contents = List.copyOf(contents);
    if (contents.isEmpty()) {
      throw new IllegalArgumentException("a manifest names the objects of its contents");
    }
  }

  /** One that was made here. */
  public Manifest(
      String repository,
      BackupId backup,
      String stack,
      String source,
      Instant startedAt,
      Instant finishedAt,
      String consistency,
      Instant moment,
      boolean complete,
      Optional<String> reason,
      List<String> tags,
      Optional<Previous> previous,
      String recipients,
      long sourceBytes,
      long storedBytes,
      long newBytes,
      List<StoredObject> contents,
      StoredObject list,
      int objects,
      String tool,
      Judgement judgement) {
    this(
        repository,
        backup,
        stack,
        source,
        startedAt,
        finishedAt,
        consistency,
        moment,
        complete,
        reason,
        tags,
        previous,
        recipients,
        sourceBytes,
        storedBytes,
        newBytes,
        contents,
        list,
        objects,
        tool,
        judgement,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Where a backup that was encrypted anew comes from: what the host says that signed it.
   *
   * @param repository the id of the repository with the original
   * @param sha256 the digest of the original's manifest
   * @param signer the fingerprint of the key that signed the original
   */
  public record Origin(String repository, Digest sha256, String signer) {}

  /**
   * The manifest before this one.
   *
   * @param backup its id
   * @param sha256 the digest of its bytes
   * @param recorded whether whoever removes it from now on leaves a {@link Removal}
   */
  public record Previous(BackupId backup, Digest sha256, boolean recorded) {
    /** One whose removal leaves a record. */
    public Previous(BackupId backup, Digest sha256) {
      this(backup, sha256, true);
    }

    static Previous parse(Json json) {
      return new Previous(
          new BackupId(json.text("backup")),
          new Digest(json.text("sha256")),
          json.node().hasNonNull("recorded") && json.flag("recorded"));
    }

    void print(ObjectNode to) {
      to.put("backup", backup.value()).put("sha256", sha256.hex());
      if (recorded) {
        to.put("recorded", true);
      }
    }
  }
}
