package dev.lifeboat.recovery;

import dev.lifeboat.docker.Engine;
import java.util.List;

/** The images that a backup holds. */
public interface SavedImages {
  /** Their ids. */
  List<String> ids();

  /** Gives one to an engine. */
  void load(String id, Engine engine);
}
