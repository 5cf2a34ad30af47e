package dev.lifeboat.source.mongo.dump;

import java.util.Optional;

/**
 * What a dump says that it holds.
 *
 * @param namespace its name; for a time-series that which people know
 * @param metadata options and indexes, as JSON; empty where the dump has none
 */
record DumpEntry(Namespace namespace, Optional<String> metadata) {}
