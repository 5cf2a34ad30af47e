package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.NearNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a deployment is meant.
 *
 * @param databases the chosen databases; none means all
 * @param collections the chosen namespaces; none means all
 * @param exclude namespaces that are not meant, with {@code *}
 */
record Scope(List<String> databases, List<String> collections, List<String> exclude) {
  /** What Lifeboat keeps in a restored database, and nobody else's business. */
  static final String OWN_PREFIX = "__lifeboat.";

  private static final Set<String> CONFIG_KEPT =
      Set.of("chunks", "collections", "databases", "settings", "shards", "tags", "version");

  /**
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_INVALID} for a collection
   *     without a database, if that isn't clear
   */
  static Scope of(MongoSettings settings) {
    List<String> databases = settings.databases();
    return new Scope(
        databases,
        settings.collections().stream().map(name -> namespace(databases, name)).toList(),
        settings.exclude().stream().map(name -> namespace(databases, name)).toList());
  }

  /** What {@link #details} told. */
  static Scope of(Map<String, Object> details) {
    return new Scope(
        names(details, "databases"), names(details, "collections"), names(details, "exclude"));
  }

  private static List<String> names(Map<String, Object> details, String key) {
    return details.get(key) instanceof Collection<?> names
        ? names.stream().map(Objects::toString).toList()
        : List.of();
  }

  private static String namespace(List<String> databases, String name) {
    if (databases.size() == 1 && !name.startsWith(databases.getFirst() + ".")) {
      return databases.getFirst() + "." + name;
    }
    if (name.indexOf('.') < 1) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the collection '" + name + "' is named without its database",
              "write it as DATABASE." + name)
          .exception();
    }
    return name;
  }

  boolean wholeDeployment() {
    return databases.isEmpty() && collections.isEmpty();
  }

  /** True for users and roles of the chosen databases. */
  boolean usersOfDatabases() {
    return !databases.isEmpty() && collections.isEmpty();
  }

  /** The databases to look at, of those that exist. */
  List<String> among(Collection<String> existing) {
    Set<String> named = new TreeSet<>(databases);
    if (named.isEmpty()) {
      collections.forEach(name -> named.add(name.substring(0, name.indexOf('.'))));
    }
    List<String> missing = named.stream().filter(name -> !existing.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw NearNames.notFound("database", missing.getFirst(), existing).exception();
    }
    return existing.stream()
        .filter(name -> !name.equals("local") && (named.isEmpty() || named.contains(name)))
        .sorted()
        .toList();
  }

  /** True if this collection is to be captured. */
  boolean includes(String db, String name) {
    return !isSkipped(db, name) && isChosen(db + "." + name) && !isExcluded(db + "." + name);
  }

  /** Checks that each collection that was named on purpose was found. */
  void checkFound(Collection<CollectionInfo> found) {
    Set<String> names = found.stream().map(CollectionInfo::namespace).collect(Collectors.toSet());
    for (String chosen : collections) {
      if (!names.contains(chosen) && !isExcluded(chosen)) {
        throw NearNames.notFound("collection", chosen, names).exception();
      }
    }
  }

  boolean isChosen(String namespace) {
    return collections.isEmpty() || collections.contains(namespace);
  }

  private boolean isExcluded(String namespace) {
    return exclude.stream().anyMatch(pattern -> matches(pattern, namespace));
  }

  private static boolean matches(String pattern, String namespace) {
    String expression =
        List.of(pattern.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(expression, Pattern.DOTALL).matcher(namespace).matches();
  }

  private static boolean isSkipped(String db, String name) {
    if (name.startsWith(OWN_PREFIX)) {
      return true;
    }
    return switch (db) {
      case "local" -> true;
      case "config" -> !CONFIG_KEPT.contains(name);
      case "admin" -> name.startsWith("system.") && !Users.COLLECTIONS.contains(name);
      default -> name.startsWith("system.") && !name.equals("system.js");
    };
  }

  /** For the backup's details: JSON values. */
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("databases", new ArrayList<Object>(databases));
    details.put("collections", new ArrayList<Object>(collections));
    details.put("exclude", new ArrayList<Object>(exclude));
    return details;
  }
}
