package dev.lifeboat.source;

import java.util.List;

/**
 * One collection, view or time-series of a dump, as far as it could be read.
 *
 * @param name as in {@link Item}
 * @param kind as in {@link Item}
 * @param documents how many whole documents can be read
 * @param bytes their length
 * @param indexes how many indexes it has
 * @param damage what is wrong with it, in words; empty if it is whole
 */
public record DumpPart(
    String name, String kind, long documents, long bytes, int indexes, List<String> damage) {
  public DumpPart {
    damage = List.copyOf(damage);
  }

  public boolean whole() {
    return damage.isEmpty();
  }
}
