package dev.lifeboat.guard;

import java.util.List;

/**
 * A container of ours whose only use is that it references volumes: the engine deletes none that a
 * container references.
 *
 * @param container its id
 * @param name what the engine calls it
 * @param running one that doesn't run protects too, until somebody removes ended containers
 * @param volumes their full names
 */
record Anchor(String container, String name, boolean running, List<String> volumes) {
  Anchor {
    volumes = List.copyOf(volumes);
  }
}
