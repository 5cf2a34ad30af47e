package dev.lifeboat.repository.manifest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads fields of a JSON object, and says what is wrong with them. Unknown fields are ignored, so
 * that a later version of the same format may add some.
 */
record Json(String what, JsonNode node) {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Parses a file of ours, whose first field says what it is, and whose {@code format} says of
   * which version.
   */
  static Json parse(String what, byte[] bytes) {
    return parse(what, bytes, Manifest.FORMAT);
  }

  /**
   * The same for files of which there is more than one format.
   *
   * @param newest the newest format that is known
   */
  static Json parse(String what, byte[] bytes, int newest) {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new FormatException(FormatException.Kind.CORRUPT, "not a " + what + ": no JSON", e);
    }
    Json json = new Json(what, node);
    if (!node.isObject() || !what.equals(json.text("lifeboat"))) {
      throw new FormatException(FormatException.Kind.CORRUPT, "not a " + what, null);
    }
    long format = json.number("format");
    if (format < Manifest.FORMAT || format > newest) {
      boolean newer = format > newest;
      throw new FormatException(
          newer ? FormatException.Kind.TOO_NEW : FormatException.Kind.TOO_OLD,
          "a %s of format %d, and this version of Lifeboat reads format %d"
              .formatted(what, format, newest),
          null);
    }
    return json;
  }

  /** Turns what constructors find wrong into a {@link FormatException}. */
  static <T> T checked(String what, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | JacksonException e) {
      throw new FormatException(
          FormatException.Kind.CORRUPT, "a damaged " + what + ": " + e.getMessage(), e);
    }
  }

  static ObjectNode object(String what) {
    return MAPPER.createObjectNode().put("lifeboat", what).put("format", Manifest.FORMAT);
  }

  String text(String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isString()) {
      throw missing(field, "a string");
    }
    return value.stringValue();
  }

  Optional<String> optionalText(String field) {
    return node.hasNonNull(field) ? Optional.of(text(field)) : Optional.empty();
  }

  long number(String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw missing(field, "a whole number");
    }
    return value.longValue();
  }

  boolean flag(String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isBoolean()) {
      throw missing(field, "true or false");
    }
    return value.booleanValue();
  }

  Instant instant(String field) {
    return Instant.parse(text(field));
  }

  Json child(String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isObject()) {
      throw missing(field, "an object");
    }
    return new Json(what, value);
  }

  <T> List<T> list(String field, Function<Json, T> reader) {
    JsonNode value = node.get(field);
    if (value == null || !value.isArray()) {
      throw missing(field, "a list");
    }
    List<T> list = new ArrayList<>();
    for (JsonNode element : value) {
      list.add(reader.apply(new Json(what, element)));
    }
    return list;
  }

  List<String> texts(String field) {
    return list(
        field,
        element -> {
          if (!element.node.isString()) {
            throw missing(field, "a list of strings");
          }
          return element.node.stringValue();
        });
  }

  private FormatException missing(String field, String type) {
    return new FormatException(
        FormatException.Kind.CORRUPT,
        "a damaged %s: '%s' is not %s".formatted(what, field, type),
        null);
  }
}
