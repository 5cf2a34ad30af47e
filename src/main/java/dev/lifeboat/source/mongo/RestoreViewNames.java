package dev.lifeboat.source.mongo;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The names of other collections in the definition of a view. */
final class RestoreViewNames {
  private static final Set<String> READING = Set.of("$lookup", "$graphLookup", "$unionWith");
  private static final List<String> NAMES = List.of("from", "coll");

  private final UnaryOperator<String> names;

  /**
   * @param names the new name for each name
   */
  RestoreViewNames(UnaryOperator<String> names) {
    this.names = names;
  }

  /** All names that a view reads. */
  static Set<String> in(BsonDocument options) {
    var found = new TreeSet<String>();
    var _ =
        new RestoreViewNames(
                name -> {
                  found.add(name);
                  return name;
                })
            .rename(options);
    return found;
  }

  /** The same view of collections with other names. */
  BsonDocument rename(BsonDocument options) {
    var renamed = options.clone();
    if (options.isString("viewOn")) {
      renamed.put("viewOn", name(options.getString("viewOn")));
    }
    if (options.isArray("pipeline")) {
      renamed.put("pipeline", pipeline(options.getArray("pipeline")));
    }
    return renamed;
  }

  private BsonArray pipeline(BsonArray stages) {
    return new BsonArray(stages.stream().map(this::stage).toList());
  }

  private BsonValue stage(BsonValue stage) {
    if (!stage.isDocument()) {
      return stage;
    }
    var renamed = new BsonDocument();
    stage
        .asDocument()
        .forEach(
            (operator, value) -> {
              if (READING.contains(operator)) {
                renamed.put(operator, value.isString() ? name(value) : reading(value));
              } else if (operator.equals("$facet") && value.isDocument()) {
                renamed.put(operator, facets(value.asDocument()));
              } else {
                renamed.put(operator, value);
              }
            });
    return renamed;
  }

  private BsonValue reading(BsonValue value) {
    if (!value.isDocument()) {
      return value;
    }
    var renamed = new BsonDocument();
    value
        .asDocument()
        .forEach(
            (key, each) -> {
              if (NAMES.contains(key) && each.isString()) {
                renamed.put(key, name(each));
              } else if (key.equals("pipeline") && each.isArray()) {
                renamed.put(key, pipeline(each.asArray()));
              } else {
                renamed.put(key, each);
              }
            });
    return renamed;
  }

  private BsonDocument facets(BsonDocument facets) {
    var renamed = new BsonDocument();
    facets.forEach(
        (key, each) -> renamed.put(key, each.isArray() ? pipeline(each.asArray()) : each));
    return renamed;
  }

  private BsonString name(BsonValue name) {
    return new BsonString(names.apply(name.asString().getValue()));
  }
}
