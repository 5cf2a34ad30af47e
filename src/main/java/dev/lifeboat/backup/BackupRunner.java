package dev.lifeboat.backup;

import dev.lifeboat.anomaly.Anomaly;
import dev.lifeboat.anomaly.Facts;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupRequest;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Assessment;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one backup: announce, capture, store, sign, publish. */
public final class BackupRunner {
  private final Repository repository;
  private final Progress progress;
  private final Optional<Past> past;

  /** One that compares a backup with nothing. */
  public BackupRunner(Repository repository, Progress progress) {
    this(repository, progress, Optional.empty());
  }

  /** One that compares a backup with those before it. */
  public BackupRunner(Repository repository, Progress progress, Past past) {
    this(repository, progress, Optional.of(past));
  }

  private BackupRunner(Repository repository, Progress progress, Optional<Past> past) {
    this.repository = repository;
    this.progress = progress;
    this.past = past;
  }

  /**
   * Captures a source into the repository. If it fails, there is no backup, and the objects that
   * are stored already are used again by the next one.
   *
   * @throws dev.lifeboat.problem.ProblemException for what people can mend
   * @throws dev.lifeboat.storage.StorageException if the storage fails
   */
  public BackupReport run(BackupSource source, BackupRequest request) {
    try (Progress.Phase phase =
            progress.start("backup", source.estimateBytes(), Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      SampledSink sink = new SampledSink(writer);
      Capture capture = capture(source, writer, sink);
      capture.warnings().forEach(progress::warn);
      Comparison comparison = compare(capture, request, writer, sink);
      Manifest manifest = writer.publish(capture, comparison.assessment());
      past.ifPresent(all -> remember(all, manifest, comparison));
      List<String> warnings = new ArrayList<>(capture.warnings());
      repository
          .catalogueTrouble()
          .map("what this host remembers of the repository is incomplete: "::concat)
          .ifPresent(
              trouble -> {
                progress.warn(trouble);
                warnings.add(trouble);
              });
      return new BackupReport(
          manifest,
          repository.location(),
          capture.items(),
          capture.missing(),
          warnings,
          comparison.assessment().reasons());
    }
  }

  private record Comparison(Facts facts, Assessment assessment) {}

  /** What is incomplete lacks things for another reason, and is never {@code latest} anyway. */
  private Comparison compare(
      Capture capture, BackupRequest request, BackupWriter writer, SampledSink sink) {
    List<Sample> samples = sink.samples(capture.streams());
    Facts facts = Facts.of(capture.consistency().moment(), writer.age(), capture.items(), samples);
    List<Anomaly> anomalies =
        capture.missing().isEmpty() && past.isPresent()
            ? past.get().examine(request.stack(), request.source(), facts, bytes(capture), progress)
            : List.of();
    return new Comparison(
        facts,
        new Assessment(
            judgement(anomalies), anomalies.stream().map(Anomaly::message).toList(), samples));
  }

  private static Judgement judgement(List<Anomaly> anomalies) {
    Map<String, Integer> counts = new TreeMap<>();
    anomalies.forEach(anomaly -> counts.merge(anomaly.kind().toString(), 1, Integer::sum));
    return new Judgement(
        anomalies.stream().anyMatch(Anomaly::alarming),
        counts.entrySet().stream()
            .map(entry -> new Judgement.Count(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** What is suspicious is remembered too: it may be accepted. */
  private void remember(Past all, Manifest manifest, Comparison comparison) {
    if (manifest.complete()) {
      all.add(manifest, comparison.facts(), progress);
    }
  }

  private static long bytes(Capture capture) {
    return capture.streams().stream().mapToLong(named -> named.stream().bytes()).sum();
  }

  private Capture capture(BackupSource source, BackupWriter writer, SampledSink sink) {
    try {
      return source.capture(sink, progress);
    } catch (RuntimeException e) {
      // When storing has failed, what the source saw is only its consequence.
      throw writer.failure().orElse(e);
    }
  }
}
