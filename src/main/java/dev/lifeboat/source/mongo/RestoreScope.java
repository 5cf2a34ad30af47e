package dev.lifeboat.source.mongo;

import dev.lifeboat.source.RestoreSelection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which databases and collections of the target a restore is about. */
final class RestoreScope {
  private final List<RestoreItem> items;
  private final Scope captured;
  private final RestorePatterns only;
  private final RestoreRenames renames;

  /**
   * @param details what the capture noted
   */
  RestoreScope(List<RestoreItem> items, Map<String, Object> details, RestoreSelection selection) {
    this.items = List.copyOf(items);
    this.only = new RestorePatterns(selection.only());
    this.renames =
        RestoreRenames.of(
            selection,
            items.stream()
                .filter(item -> !item.kind().isAccounts())
                .map(RestoreItem::sourceDatabase)
                .collect(Collectors.toSet()));
    this.captured = Scope.of(details);
  }

  /**
   * The databases whose collections are looked at, sorted.
   *
   * @param existing the target's databases: a backup of a whole deployment is about all of them
   */
  Set<String> databases(boolean exact, Collection<String> existing) {
    var databases = new TreeSet<String>();
    items.stream()
        .filter(item -> !item.kind().isAccounts())
        .forEach(item -> databases.add(item.database()));
    if (exact) {
      existing.stream()
          .filter(name -> renames.sources(name).anyMatch(this::isWholeDatabaseMeant))
          .forEach(databases::add);
    }
    return databases;
  }

  private boolean isWholeDatabaseMeant(String source) {
    return only.mayInclude(source)
        && (captured.wholeDeployment()
            ? !source.equals(RestoreAccounts.DATABASE)
            : captured.databases().contains(source));
  }

  /** The databases that are written to; the journal goes into the first. */
  List<String> written(boolean exact, Collection<String> existing) {
    var written = new LinkedHashSet<>(databases(exact, existing));
    if (items.stream().anyMatch(item -> item.kind().isAccounts())) {
      // Last, so that the journal is there only if nothing else is restored.
      written.remove(RestoreAccounts.DATABASE);
      written.add(RestoreAccounts.DATABASE);
    }
    return List.copyOf(written);
  }

  /** True for what an exact restore sets aside if the backup hasn't it. */
  boolean isMeant(String database, String collection) {
    return !isServers(collection)
        && renames
            .sources(database)
            .anyMatch(
                source ->
                    captured.includes(source, collection)
                        && only.includes(source + "." + collection));
  }

  /** True for what the server keeps for itself. */
  static boolean isServers(String collection) {
    return StagedNames.isOwn(collection)
        || (collection.startsWith("system.") && !collection.equals("system.js"));
  }
}
