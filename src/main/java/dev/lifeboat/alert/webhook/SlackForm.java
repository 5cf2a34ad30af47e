package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Texts;
import java.util.List;
import java.util.Map;

/** Slack's incoming webhooks, and what takes the same, such as Mattermost. */
record SlackForm(Texts texts) implements Form {
  private static final int LONGEST = 2800;

  @Override
  public HttpPost.Letter letter(Message message, Target target) {
    return Json.letter(
        target.address().orElse(""),
        Map.of(
            "text",
            escaped(message.title()),
            "attachments",
            List.of(
                Map.of(
                    "color",
                    Texts.color(message),
                    "mrkdwn_in",
                    List.of("text"),
                    "text",
                    "```" + escaped(Form.cut(texts.body(message), LONGEST)) + "```"))));
  }

  /** So that no name in it calls people or becomes a link. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("```", "'''");
  }
}
