package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress.Phase;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.ItemProof;
import java.util.HashMap;
import java.util.List;

/**
 * Brings tiny collections, a wave at a time: what a wave needs of the server, such as open files,
 * is free again before the next but one begins. Used by one thread.
 */
final class StagedTiny {
  private final StagedCollections collections;
  private final CapturedStreams from;
  private final LoadTouchUp touchUp;
  private final LoadWriters writers;
  private final Phase phase;

  /**
   * @param phase advances by the bytes that are loaded, and again when they are proven
   */
  StagedTiny(
      StagedCollections collections,
      CapturedStreams from,
      LoadTouchUp touchUp,
      LoadWriters writers,
      Phase phase) {
    this.collections = collections;
    this.from = from;
    this.touchUp = touchUp;
    this.writers = writers;
    this.phase = phase;
  }

  /** Creates, loads and proves one wave. */
  List<ItemProof> bring(List<RestoreItem> wave) {
    collections.create(wave, item -> {});
    var _ =
        RestoreWorkers.each(
            wave,
            item -> {
              collections.load(item, from, writers, touchUp);
              return item;
            });
    var touched = new HashMap<String, RestoreItem>();
    wave.stream()
        .filter(item -> !touchUp.touched(item).isEmpty())
        .forEach(item -> touched.put(LoadTouchUp.namespace(item), item));
    if (!touched.isEmpty()) {
      touchUp.apply(touched, collections, writers);
    }
    return RestoreWorkers.each(wave, item -> collections.indexAndProve(item, phase));
  }
}
