package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.restore.RestoreRunner;
import dev.lifeboat.source.RestoreTarget;
import java.time.InstantSource;

/** A planned restore with the connection that it needs. */
record RestoreSession(
    PreparedRestore prepared,
    Repository repository,
    RestoreTarget target,
    Recorder recorder,
    InstantSource clock)
    implements Services.OpenRestore {
  @Override
  public RestoreReport execute() {
    return recorder.record(
        run -> new RestoreRunner(repository, clock, run).execute(prepared, target),
        report ->
            new Recorder.Outcome(
                report.manifest().backup().value(), ExitCode.OK, report.manifest().sourceBytes()));
  }

  @Override
  public void close() {
    target.close();
  }
}
