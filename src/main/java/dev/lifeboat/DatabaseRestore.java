package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreRunner;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreTarget;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Restores of a database, with the stack around it where there is one. */
record DatabaseRestore(Wiring wiring, Map<String, String> environment, Recorder recorder) {
  /**
   * Prepares one.
   *
   * @param roll makes of the backup's content that of a later moment
   */
  Services.OpenRestore prepare(
      Repository repository,
      BackupEntry backup,
      RestoreRequest request,
      Progress progress,
      UnaryOperator<CapturedStreams> roll) {
    Optional<StackRestore> stack = StackRestore.find(wiring, environment, progress);
    try {
      RestoreTarget target =
          stack
              .<RestoreTarget>map(found -> found.open(request.destination()))
              .orElseGet(wiring::target);
      try {
        PreparedRestore bare =
            new RestoreRunner(repository, wiring.clock(), progress)
                .prepare(backup, target, request, roll);
        PreparedRestore prepared = stack.map(found -> found.with(bare)).orElse(bare);
        Services.OpenRestore session =
            new RestoreSession(prepared, repository, target, recorder, wiring.clock());
        return stack
            .<Services.OpenRestore>map(found -> new StackedRestore(session, found, prepared))
            .orElse(session);
      } catch (RuntimeException e) {
        target.close();
        throw e;
      }
    } catch (RuntimeException e) {
      stack.ifPresent(StackRestore::close);
      throw e;
    }
  }
}
