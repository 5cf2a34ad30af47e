package dev.lifeboat.source.mongo;

import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * The indexes of time-series: the server builds them on the collection of the buckets, with other
 * fields, and lists them as they were asked for.
 */
final class ReplayTimeSeries {
  private static final String ORIGINAL = "originalSpec";
  private static final String MIN = "control.min.";
  private static final String MAX = "control.max.";

  private ReplayTimeSeries() {}

  /** An index of the buckets, as it was asked for. */
  static BsonDocument asAsked(BsonDocument index, BsonDocument options) {
    var asked = index.clone();
    asked.remove(ORIGINAL);
    if (index.get(ORIGINAL) instanceof BsonDocument original) {
      // What is set later, such as hidden, isn't in it.
      var listed = original.clone();
      asked.keySet().stream()
          .filter(name -> name.equals("hidden"))
          .forEach(name -> listed.put(name, asked.get(name)));
      return listed;
    }
    var series = options.getDocument("timeseries");
    asked.put("key", key(index.getDocument("key"), series));
    return asked;
  }

  private static BsonDocument key(BsonDocument built, BsonDocument series) {
    var key = new BsonDocument();
    String meta = series.getString("metaField", new BsonString("meta")).getValue();
    built.forEach(
        (field, order) -> {
          if (field.equals("meta")) {
            key.append(meta, order);
          } else if (field.startsWith("meta.")) {
            key.append(meta + field.substring("meta".length()), order);
          } else if (field.startsWith(MIN) || field.startsWith(MAX)) {
            // A pair, of which the first one has the place.
            key.putIfAbsent(field.substring(MIN.length()), order);
          } else {
            key.append(field, order);
          }
        });
    return key;
  }
}
