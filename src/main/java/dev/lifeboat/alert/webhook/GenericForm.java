package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.DeliveryException;
import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON of our own, or by a template, signed if there is a key. */
record GenericForm(Texts texts, Optional<Path> template) implements Form {
  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([a-z-]+)\\s*}}");
  private static final String HMAC = "HmacSHA256";

  @Override
  public HttpPost.Letter letter(Message message, Target target) throws DeliveryException {
    Map<String, Object> values = values(message);
    String body = template.isPresent() ? filled(template.get(), values) : Json.print(values);
    HttpPost.Letter letter =
        new HttpPost.Letter(target.address().orElse(""), Json.TYPE, body, Map.of())
            .with(
                "Idempotency-Key",
                "%s-%d-%s-%d"
                    .formatted(
                        message.stack(),
                        message.number(),
                        message.kind(),
                        message.at().toEpochMilli()));
    if (target.secret().isEmpty()) {
      return letter;
    }
    String time = Long.toString(target.now().getEpochSecond());
    return letter
        .with("Lifeboat-Timestamp", time)
        .with("Lifeboat-Signature", "v1=" + signature(target.secret().get(), time + "." + body));
  }

  private Map<String, Object> values(Message message) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kind", message.kind().name());
    values.put("state", message.state().name());
    values.put("stack", message.stack());
    values.put("host", message.host());
    values.put("number", message.number());
    values.put("key", message.key());
    values.put("title", message.title());
    values.put("risk", message.risk());
    values.put("since", message.since().toString());
    values.put("cause", message.cause());
    values.put("effects", message.effects());
    values.put("commands", message.commands());
    values.put("audit", message.auditHead().orElse(""));
    values.put("at", message.at().toString());
    values.put("text", texts.plain(message));
    return values;
  }

  /** Lists and numbers stand as they are in JSON, texts as inside of quotes. */
  private static String filled(Path file, Map<String, Object> values) throws DeliveryException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw DeliveryException.lasting("the template '%s' can't be read".formatted(file));
    }
    StringBuilder filled = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    while (hole.find()) {
      Object value = values.get(hole.group(1));
      if (value == null) {
        throw DeliveryException.lasting(
            "the template '%s' has '{{%s}}', which isn't one of %s"
                .formatted(file, hole.group(1), String.join(", ", values.keySet())));
      }
      String shown = value instanceof String word ? Json.inner(word) : Json.print(value);
      hole.appendReplacement(filled, Matcher.quoteReplacement(shown));
    }
    hole.appendTail(filled);
    return filled.toString();
  }

  static String signature(String key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
