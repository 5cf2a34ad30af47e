package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A backup that was made, or one that is shown; its field names are a contract.
 *
 * @param source what it is of: {@code mongo} or {@code volumes}
 * @param moment the moment that a restore brings back
 * @param consistency the label, such as {@code snapshot} or {@code live}
 * @param complete false if something could not be captured
 * @param signer {@code trusted}, or {@code untrusted}: then {@code problem} says why
 * @param opened whether this host has the key; without it {@code collections} is empty
 * @param accounts users and roles
 * @param held why it is held; null if it isn't
 * @param missing what could not be captured, in words
 * @param suspicious whether something about it looks wrong, and nobody accepted it
 * @param accepted why it is as it should be, in the words of who accepted it
 * @param anomalies how it differs from those before it, in words; by kinds on a host without key
 * @param origin where it comes from, if it was encrypted anew; null if it was made here
 */
record BackupDocument(
    String id,
    String stack,
    String source,
    Instant startedAt,
    Instant finishedAt,
    Instant moment,
    String consistency,
    boolean complete,
    Optional<String> reason,
    List<String> tags,
    String location,
    long sourceBytes,
    long storedBytes,
    long newBytes,
    String signer,
    Optional<ProblemDocument> problem,
    boolean opened,
    List<CollectionDocument> collections,
    List<CollectionDocument> accounts,
    Optional<String> held,
    List<String> missing,
    List<String> warnings,
    boolean suspicious,
    Optional<String> accepted,
    List<String> anomalies,
    Optional<Origin> origin) {
  /**
   * The backup that this one was encrypted anew from.
   *
   * @param repository the id of its repository
   * @param sha256 the digest of its manifest
   * @param signer the fingerprint of the key that signed it
   */
  record Origin(String repository, String sha256, String signer) {}

  static BackupDocument of(BackupReport report) {
    return of(
        report.manifest(),
        report.location(),
        Optional.empty(),
        true,
        CollectionDocument.collections(report.items()),
        CollectionDocument.accounts(report.items()),
        Optional.empty(),
        report.missing().stream().map(Problem::message).toList(),
        report.warnings(),
        report.suspicious(),
        Optional.empty(),
        report.anomalies());
  }

  static BackupDocument of(ShownBackup shown, Manifest manifest) {
    Optional<Contents> contents = shown.contents();
    return of(
        manifest,
        shown.location(),
        shown.entry().problem(),
        contents.isPresent(),
        contents.map(c -> CollectionDocument.collections(c.items())).orElse(List.of()),
        contents.map(c -> CollectionDocument.accounts(c.items())).orElse(List.of()),
        shown.held(),
        contents.map(Contents::missing).orElse(List.of()),
        contents.map(Contents::warnings).orElse(List.of()),
        shown.entry().suspicious(),
        shown.entry().acceptance().map(Acceptance::reason),
        contents.map(Contents::anomalies).orElseGet(() -> AnomalyWords.of(manifest.judgement())));
  }

  private static BackupDocument of(
      Manifest manifest,
      String location,
      Optional<Problem> problem,
      boolean opened,
      List<CollectionDocument> collections,
      List<CollectionDocument> accounts,
      Optional<String> held,
      List<String> missing,
      List<String> warnings,
      boolean suspicious,
      Optional<String> accepted,
      List<String> anomalies) {
    return new BackupDocument(
        manifest.backup().value(),
        manifest.stack(),
        manifest.source(),
        manifest.startedAt(),
        manifest.finishedAt(),
        manifest.moment(),
        manifest.consistency(),
        manifest.complete(),
        manifest.reason(),
        manifest.tags(),
        location,
        manifest.sourceBytes(),
        manifest.storedBytes(),
        manifest.newBytes(),
        problem.isEmpty() ? "trusted" : "untrusted",
        problem.map(ProblemDocument::of),
        opened,
        collections,
        accounts,
        held,
        missing,
        warnings,
        suspicious,
        accepted,
        anomalies,
        manifest
            .origin()
            .map(from -> new Origin(from.repository(), from.sha256().hex(), from.signer())));
  }

  long documents() {
    return collections.stream().mapToLong(CollectionDocument::documents).sum();
  }
}
