package dev.lifeboat.cli;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A collection, view or time-series of a backup; its field names are a contract.
 *
 * @param fingerprint 64 hexadecimal digits; null for a view, which has no documents of its own
 * @param note why the proof of it is weaker than usual, if it is
 */
record CollectionDocument(
    String namespace,
    String kind,
    long documents,
    long bytes,
    int indexes,
    Optional<String> fingerprint,
    Optional<String> note) {
  private static final Set<String> ACCOUNTS = Set.of("users", "roles");

  static CollectionDocument of(Item item) {
    return new CollectionDocument(
        item.name(),
        item.kind(),
        Words.documents(item.state()),
        Words.bytes(item.state()),
        item.indexes(),
        item.state().map(Fingerprint::sum),
        item.note());
  }

  /** Everything but users and roles. */
  static List<CollectionDocument> collections(List<Item> items) {
    return items.stream()
        .filter(item -> !ACCOUNTS.contains(item.kind()))
        .map(CollectionDocument::of)
        .toList();
  }

  /** Users and roles. */
  static List<CollectionDocument> accounts(List<Item> items) {
    return items.stream()
        .filter(item -> ACCOUNTS.contains(item.kind()))
        .map(CollectionDocument::of)
        .toList();
  }
}
