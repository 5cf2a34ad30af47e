package dev.lifeboat;

import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.Verifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says which older backup is whole when the one that {@code latest} means isn't. None is taken in
 * its place: how much is lost by that a person decides.
 */
record WholeBefore(Place place, RestoreChoice choice, InstantSource clock, Progress progress) {
  /** So many are read at most: somebody is waiting. */
  private static final int TRIES = 5;

  /** Does it; a damaged backup's problem then says which other one is whole. */
  <T> T naming(Supplier<T> act) {
    try {
      return act.get();
    } catch (ProblemException e) {
      boolean damaged = e.problems().getFirst().code().exit() == ExitCode.VERIFICATION_FAILED;
      if (!damaged || !(choice.backup().equals("latest") || choice.at().isPresent())) {
        throw e;
      }
      throw with(e, older());
    }
  }

  private Optional<BackupEntry> older() {
    progress.warn(
        "backup '%s' can't be restored; looking for the newest one before it that is whole"
            .formatted(place.backup().id()));
    Repository repository = place.repository();
    Backups all = new Backups(repository.backups());
    Backups same =
        place
            .backup()
            .manifest()
            .map(manifest -> all.ofKind(manifest.source()))
            .orElseGet(() -> all.ofKind(SourceKind.DATABASE));
    Set<String> out = new HashSet<>(Set.of(place.backup().id().value()));
    Instant moment =
        place.backup().manifest().map(manifest -> manifest.moment()).orElse(Instant.MAX);
    for (int i = 0; i < TRIES; i++) {
      Optional<BackupEntry> candidate = candidate(same.without(out), moment);
      if (candidate.isEmpty()) {
        return candidate;
      }
      if (new Verifier(repository, clock, progress)
          .verify(List.of(candidate.get()), Level.STORED)
          .holds(candidate.get().id().value())) {
        return candidate;
      }
      out.add(candidate.get().id().value());
    }
    return Optional.empty();
  }

  private static Optional<BackupEntry> candidate(Backups backups, Instant moment) {
    try {
      return Optional.of(backups.at(moment));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private ProblemException with(ProblemException e, Optional<BackupEntry> whole) {
    List<Problem> problems = new ArrayList<>(e.problems());
    Problem first = problems.getFirst();
    List<String> hints = new ArrayList<>();
    hints.add(
        whole
            .map(
                entry ->
                    "the newest backup before it that is whole is of %s: lifeboat restore %s%s"
                        .formatted(
                            entry.trusted().moment(),
                            entry.id(),
                            choice.elsewhere().repository().isPresent()
                                ? ", with the options that you gave"
                                : ""))
            .orElse("no backup before it was found whole; see all: lifeboat verify all"));
    hints.addAll(first.hints());
    problems.set(0, Problem.of(first.code(), first.message(), hints.toArray(String[]::new)));
    ProblemException named = new ProblemException(problems);
    var _ = named.initCause(e);
    return named;
  }
}
