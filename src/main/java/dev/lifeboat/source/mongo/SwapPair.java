package dev.lifeboat.source.mongo;

import java.util.Optional;
import java.util.UUID;

/**
 * One name whose collection changes.
 *
 * @param database where
 * @param name the name
 * @param incoming the collection that gets the name; empty if the name shall be free
 * @param from the incoming collection's name until then
 * @param aside the name that whatever has the name now gets
 */
record SwapPair(String database, String name, Optional<UUID> incoming, String from, String aside) {

  /** True if this is left to do. What takes a freed name later is none of ours. */
  boolean isPending(SwapLook look) {
    return incoming.isPresent()
        ? !look.has(database, name, incoming.get())
        : look.uuidOf(database, name).isPresent() && look.uuidOf(database, aside).isEmpty();
  }

  /** True if not even half of it has happened. */
  boolean isUntouched(SwapLook look) {
    return isPending(look) && look.uuidOf(database, aside).isEmpty();
  }

  /** True if the collection that shall come in is nowhere. */
  boolean isLost(SwapLook look) {
    return incoming.isPresent() && look.nameOf(database, incoming.get()).isEmpty();
  }
}
