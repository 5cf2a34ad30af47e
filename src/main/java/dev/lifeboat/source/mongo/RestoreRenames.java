package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.RestoreSelection;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Other names for databases and collections.
 *
 * @param databases by the name in the backup
 * @param collections by the namespace in the backup; they come before those of their database
 */
record RestoreRenames(Map<String, String> databases, Map<String, Target> collections) {
  private static final int LONGEST_DATABASE = 63;
  private static final int LONGEST_NAMESPACE = 255;
  private static final String NEVER_IN_DATABASES = "/\\. \"$*<>:|?\0";

  /** Where something goes. */
  record Target(String database, String collection) {
    String namespace() {
      return database + "." + collection;
    }
  }

  RestoreRenames {
    databases = Map.copyOf(databases);
    collections = Map.copyOf(collections);
  }

  /**
   * Reads them.
   *
   * @param selected the databases of the selection
   * @throws ProblemException with {@code USAGE} if they are no names or contradict each other
   */
  static RestoreRenames of(RestoreSelection selection, Collection<String> selected) {
    var databases = new HashMap<String, String>();
    var collections = new HashMap<String, Target>();
    selection.as().ifPresent(to -> databases.put(only(selected), database(to, "--as " + to)));
    for (RestoreSelection.Rename rename : selection.renames()) {
      var from = withoutStar(rename.from());
      var to = withoutStar(rename.to());
      var said = "--rename " + rename.from() + "=" + rename.to();
      if ((from.indexOf('.') < 0) != (to.indexOf('.') < 0)) {
        throw wrong(
            "'%s' mixes a database and a collection".formatted(said),
            "name two databases, as in shop=shop2, or two collections, as in"
                + " shop.orders=shop.orders_old");
      }
      boolean twice =
          from.indexOf('.') < 0
              ? databases.put(from, database(to, said)) != null
              : collections.put(from, collection(to, said)) != null;
      if (twice) {
        throw wrong("'%s' gets two names".formatted(from), "leave one of the two out");
      }
    }
    return new RestoreRenames(databases, collections);
  }

  private static String only(Collection<String> selected) {
    var names = Set.copyOf(selected);
    if (names.size() != 1) {
      throw wrong(
          "'--as' gives one database another name, and %s selected: '%s'"
              .formatted(
                  names.isEmpty() ? "none is" : names.size() + " are",
                  String.join("', '", new TreeSet<>(names))),
          "choose one of them: --only DATABASE",
          "or say which gets which name: --rename FROM=TO, once for each");
    }
    return names.iterator().next();
  }

  private static String withoutStar(String name) {
    return name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
  }

  private static String database(String name, String said) {
    boolean odd = name.chars().anyMatch(c -> NEVER_IN_DATABASES.indexOf(c) >= 0);
    if (name.isEmpty() || odd || length(name) > LONGEST_DATABASE) {
      throw wrong(
          "'%s': '%s' can't be the name of a database".formatted(said, name),
          "a name has 1 to 63 bytes and none of / \\ . \" $ * < > : | ? or a space");
    }
    if (Set.of("admin", "local", "config").contains(name)) {
      throw wrong(
          "'%s': the database '%s' is the server's own".formatted(said, name),
          "choose another name");
    }
    return name;
  }

  private static Target collection(String namespace, String said) {
    int dot = namespace.indexOf('.');
    var name = namespace.substring(dot + 1);
    boolean odd = name.isEmpty() || name.indexOf('$') >= 0 || name.indexOf('*') >= 0;
    if (odd || name.indexOf('\0') >= 0 || name.startsWith(".") || name.endsWith(".")) {
      throw wrong(
          "'%s': '%s' can't be the name of a collection".formatted(said, name),
          "a name isn't empty, doesn't begin or end with a dot, and has no $ and no *");
    }
    if (name.startsWith("system.") || StagedNames.isOwn(name)) {
      throw wrong(
          "'%s': names such as '%s' are kept for other uses".formatted(said, name),
          "choose another name");
    }
    return new Target(database(namespace.substring(0, dot), said), name);
  }

  /** Where something of the backup goes. */
  Target of(String database, String collection) {
    var target =
        Optional.ofNullable(collections.get(database + "." + collection))
            .orElseGet(() -> new Target(databases.getOrDefault(database, database), collection));
    if (length(target.namespace()) > LONGEST_NAMESPACE) {
      throw wrong(
          "'%s' would become '%s', which is longer than 255 bytes"
              .formatted(database + "." + collection, target.namespace()),
          "choose a shorter name");
    }
    return target;
  }

  /** Whose collections are in a database of the target, as far as databases have other names. */
  Stream<String> sources(String database) {
    var renamed =
        databases.entrySet().stream()
            .filter(each -> each.getValue().equals(database))
            .map(Map.Entry::getKey);
    return databases.containsKey(database) ? renamed : Stream.concat(renamed, Stream.of(database));
  }

  private static int length(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private static ProblemException wrong(String fact, String... hints) {
    return Problem.of(Code.USAGE, fact, hints).exception();
  }
}
