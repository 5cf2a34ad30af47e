package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.HttpPost;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Texts of JSON. */
final class Json {
  static final String TYPE = "application/json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String print(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static HttpPost.Letter letter(String address, Object value) {
    return new HttpPost.Letter(address, TYPE, print(value), Map.of());
  }

  /** A text as it stands inside of quotes. */
  static String inner(String text) {
    String quoted = print(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
