package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import java.time.Instant;
import java.util.Optional;

/** How a receiver wants its messages. */
interface Form {
  /**
   * Where a message goes.
   *
   * @param address the configured address
   * @param secret the configured secret
   * @param now when it is sent
   */
  record Target(Optional<String> address, Optional<String> secret, Instant now) {
    /** Without secrets. */
    @Override
    public String toString() {
      return "a target";
    }
  }

  /**
   * Writes it.
   *
   * @throws DeliveryException if what the configuration names doesn't do
   */
  HttpPost.Letter letter(Message message, Target target) throws DeliveryException;

  /** At most so many characters, with a sign that there was more. */
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
