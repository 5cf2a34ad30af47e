package dev.lifeboat.alert;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the state database holds of alerts, as JSON. */
final class AlertJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AlertJson() {}

  static String print(AlertBook book) {
    return MAPPER.writeValueAsString(book);
  }

  /**
   * Reads a book.
   *
   * @throws IllegalArgumentException if it is none
   */
  static AlertBook book(String json) {
    return parse(json, AlertBook.class);
  }

  static String print(Message message) {
    return MAPPER.writeValueAsString(message);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Message message(String json) {
    return parse(json, Message.class);
  }

  private static <T> T parse(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }
}
