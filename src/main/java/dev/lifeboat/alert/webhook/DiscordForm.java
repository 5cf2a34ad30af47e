package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import java.util.List;
import java.util.Map;

/** Discord's webhooks. */
record DiscordForm(Texts texts) implements Form {
  private static final int LONGEST = 3800;
  private static final int LONGEST_TITLE = 250;

  @Override
  public HttpPost.Letter letter(Message message, Target target) {
    return Json.letter(
        target.address().orElse(""),
        Map.of(
            "username",
            "Lifeboat",
            // Nobody is called by what a backup or a collection happens to be named.
            "allowed_mentions",
            Map.of("parse", List.of()),
            "embeds",
            List.of(
                Map.of(
                    "title",
                    Form.cut(message.title(), LONGEST_TITLE),
                    "color",
                    Integer.parseInt(Texts.color(message).substring(1), 16),
                    "timestamp",
                    message.at().toString(),
                    "description",
                    "```\n"
                        + Form.cut(texts.body(message), LONGEST).replace("```", "'''")
                        + "```"))));
  }
}
