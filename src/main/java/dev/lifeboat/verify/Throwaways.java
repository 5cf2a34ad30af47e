package dev.lifeboat.verify;

import dev.lifeboat.progress.Progress;
import java.nio.file.Path;

/** Starts throw-away servers. The composition root knows which. */
public interface Throwaways {
  /** The folder in which they keep their data. */
  Path folder();

  /** How many bytes are free there. */
  long room();

  /**
   * Starts one that is empty.
   *
   * @throws dev.lifeboat.problem.ProblemException TOOL_MISSING, if there is no program for it; or
   *     why it doesn't start, and then nothing is left of it
   */
  Throwaway start(Progress progress);
}
