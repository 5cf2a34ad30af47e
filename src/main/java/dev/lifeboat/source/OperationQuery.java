package dev.lifeboat.source;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations are looked for.
 *
 * @param namespace a collection, or a pattern with {@code *}
 * @param id the {@code _id} of a document, as people write it
 * @param ops as {@link FoundOperation#op} has them; none means all
 * @param since not older than this
 */
public record OperationQuery(
    Optional<String> namespace, Optional<String> id, Set<String> ops, Optional<Instant> since) {
  public OperationQuery {
    ops = Set.copyOf(ops);
  }
}
