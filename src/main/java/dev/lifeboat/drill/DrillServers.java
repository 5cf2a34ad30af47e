package dev.lifeboat.drill;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.verify.Throwaways;

/** Starts servers for drills. */
public interface DrillServers extends Throwaways {
  @Override
  DrillServer start(Progress progress);
}
