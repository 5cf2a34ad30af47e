package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Notice;
import dev.lifeboat.alert.Texts;
import java.util.List;
import java.util.Map;

/** ntfy: the address names the topic last. */
record NtfyForm(Texts texts) implements Form {
  private static final int LONGEST = 3500;

  @Override
  public HttpPost.Letter letter(Message message, Target target) throws DeliveryException {
    String address = target.address().orElse("").replaceFirst("/$", "");
    int slash = address.lastIndexOf('/');
    if (slash < "https://".length()) {
      throw DeliveryException.lasting("the address names no topic: write https://HOST/TOPIC");
    }
    HttpPost.Letter letter =
        Json.letter(
            address.substring(0, slash + 1),
            Map.of(
                "topic",
                address.substring(slash + 1),
                "title",
                message.title(),
                "message",
                Form.cut(texts.body(message), LONGEST),
                "priority",
                priority(message),
                "tags",
                List.of(tag(message))));
    return target
        .secret()
        .map(token -> letter.with("Authorization", "Bearer " + token))
        .orElse(letter);
  }

  private static int priority(Message message) {
    boolean calm = message.kind() == Notice.Kind.CLEARED || message.kind() == Notice.Kind.TEST;
    return calm ? 3 : message.state().red() ? 5 : 4;
  }

  private static String tag(Message message) {
    boolean calm = message.kind() == Notice.Kind.CLEARED || message.kind() == Notice.Kind.TEST;
    return calm ? "white_check_mark" : message.state().red() ? "rotating_light" : "warning";
  }
}
