package dev.lifeboat.guard;

import java.util.List;
import java.util.Optional;

/**
 * That volumes of a stack shall be kept, as somebody asked for it.
 *
 * @param volumes as they were named; empty for all named volumes of the stack
 * @param leave that it may be otherwise for a while
 */
record GuardOrder(List<String> volumes, Optional<Leave> leave) {
  GuardOrder {
    volumes = List.copyOf(volumes);
  }

  GuardOrder without() {
    return new GuardOrder(volumes, Optional.empty());
  }

  GuardOrder with(Leave given) {
    return new GuardOrder(volumes, Optional.of(given));
  }
}
