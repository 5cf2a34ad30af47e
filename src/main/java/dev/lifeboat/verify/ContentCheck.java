package dev.lifeboat.verify;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;

/** Decrypts and decodes a backup, and recomputes its fingerprints. */
final class ContentCheck {
  private final Repository repository;
  private final Progress progress;
  private final Findings findings;

  ContentCheck(Repository repository, Progress progress, Findings findings) {
    this.repository = repository;
    this.progress = progress;
    this.findings = findings;
  }

  void run(Manifest manifest) {
    String backup = manifest.backup().value();
    try (Progress.Phase phase =
        progress.start("verify content", manifest.sourceBytes(), Progress.Unit.BYTES)) {
      Contents contents = repository.contents(manifest);
      CapturedStreams streams = repository.streams(manifest, contents);
      for (StreamEntry stream : contents.streams()) {
        try {
          check(streams, stream, phase);
        } catch (ProblemException e) {
          refuseWithoutKey(e);
          e.problems().forEach(problem -> findings.add(named(problem, stream), backup));
        }
      }
    } catch (ProblemException e) {
      refuseWithoutKey(e);
      e.problems().forEach(problem -> findings.add(problem, backup));
    }
  }

  /** A wrong key says nothing of the backup, so it ends the verification. */
  private static void refuseWithoutKey(ProblemException e) {
    Code code = e.problems().getFirst().code();
    if (code == Code.KEY_MISSING || code == Code.KEY_WRONG) {
      throw e;
    }
  }

  private static void check(CapturedStreams streams, StreamEntry stream, Progress.Phase phase) {
    FingerprintSum sum = new FingerprintSum();
    streams.read(
        stream.name(),
        piece -> {
          if (stream.shape() == StreamShape.DOCUMENTS) {
            addAll(sum, piece, stream);
          }
          phase.advance(piece.length);
        });
    Fingerprint actual = sum.fingerprint();
    if (stream.shape() == StreamShape.DOCUMENTS && !actual.equals(stream.fingerprint())) {
      throw Problem.of(
              Code.CONTENT_MISMATCH,
              "the documents have the fingerprint %s (%d documents), and %s (%d) was expected"
                  .formatted(
                      actual.sum(),
                      actual.documents(),
                      stream.fingerprint().sum(),
                      stream.fingerprint().documents()))
          .exception();
    }
  }

  private static void addAll(FingerprintSum sum, byte[] piece, StreamEntry stream) {
    try {
      sum.addAll(piece, 0, piece.length);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.CONTENT_MISMATCH, "stream '" + stream.name() + "' does not hold whole documents")
          .causedBy(e);
    }
  }

  private static Problem named(Problem problem, StreamEntry stream) {
    return new Problem(
        problem.code(), "stream '" + stream.name() + "': " + problem.message(), problem.hints());
  }
}
