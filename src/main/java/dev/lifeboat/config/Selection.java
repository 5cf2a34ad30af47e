package dev.lifeboat.config;

import java.util.List;

/**
 * What of a MongoDB deployment is backed up.
 *
 * @param databases only these; empty for the whole deployment
 * @param collections only these, each in one of the databases; empty for all of them
 * @param exclude none of these
 */
public record Selection(
    List<DatabaseName> databases, List<CollectionName> collections, List<CollectionName> exclude) {
  public Selection {
    databases = List.copyOf(databases);
    collections = List.copyOf(collections);
    exclude = List.copyOf(exclude);
  }

  /** Everything. */
  public static Selection all() {
    return new Selection(List.of(), List.of(), List.of());
  }

  /** Whether something in the database can be selected. */
  public boolean mayInclude(DatabaseName database) {
    return databases.isEmpty() || databases.contains(database);
  }
}
