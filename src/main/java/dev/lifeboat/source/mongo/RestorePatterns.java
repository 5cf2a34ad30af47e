package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.NearNames;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of databases and collections, such as {@code shop}, {@code shop.*} and {@code shop.orders};
 * {@code *} stands for any characters. None means everything.
 *
 * @param texts as they were given
 */
record RestorePatterns(List<String> texts) {
  RestorePatterns {
    texts = List.copyOf(texts);
  }

  boolean includes(String namespace) {
    return texts.isEmpty() || texts.stream().anyMatch(text -> matches(text, namespace));
  }

  /** True if something in the database could be meant. */
  boolean mayInclude(String database) {
    return texts.isEmpty()
        || texts.stream().anyMatch(text -> expression(database(text)).matcher(database).matches());
  }

  /**
   * Checks that each pattern means something.
   *
   * @throws ProblemException with {@code NAMESPACE_NOT_FOUND} and what comes near
   */
  void checkFound(Collection<String> namespaces) {
    for (String text : texts) {
      if (namespaces.stream().noneMatch(name -> matches(text, name))) {
        throw notFound(text, namespaces);
      }
    }
  }

  static ProblemException notFound(String text, Collection<String> namespaces) {
    var known =
        text.indexOf('.') < 0
            ? namespaces.stream().map(RestorePatterns::database)
            : namespaces.stream();
    var names = known.collect(Collectors.toCollection(TreeSet::new));
    return NearNames.notFoundIn(
            "the backup", text.indexOf('.') < 0 ? "database" : "collection", text, names)
        .exception();
  }

  static boolean matches(String text, String namespace) {
    // A database's name has no dot.
    return text.indexOf('.') < 0
        ? expression(text).matcher(database(namespace)).matches()
        : expression(text).matcher(namespace).matches();
  }

  static String database(String namespace) {
    int dot = namespace.indexOf('.');
    return dot < 0 ? namespace : namespace.substring(0, dot);
  }

  private static Pattern expression(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
