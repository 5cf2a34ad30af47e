package dev.lifeboat.cli;

import dev.lifeboat.ledger.ExpectedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What runs say while they run, and afterwards. */
public interface RunLogs {
  /** The newest runs, the newest first, of one job or of all. */
  List<ExpectedRun> newest(Optional<String> job, int most);

  /** What a run said; may not be there. */
  Path log(ExpectedRun run);
}
