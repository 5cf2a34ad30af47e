package dev.lifeboat.alert.webhook;

import dev.lifeboat.alert.HttpPost;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Notice;
import dev.lifeboat.monitor.State;
import java.util.LinkedHashMap;
import java.util.Map;

/** PagerDuty's events, version 2: an alert and its end share a key. */
record PagerDutyForm() implements Form {
  private static final String ADDRESS = "https://events.pagerduty.com/v2/enqueue";
  private static final int LONGEST = 1000;

  @Override
  public HttpPost.Letter letter(Message message, Target target) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", target.secret().orElse(""));
    event.put("event_action", message.kind() == Notice.Kind.CLEARED ? "resolve" : "trigger");
    event.put(
        "dedup_key",
        "lifeboat/%s/%s/%d".formatted(message.stack(), message.key(), message.number()));
    event.put(
        "payload",
        Map.of(
            "summary", Form.cut(message.title(), LONGEST),
            "source", message.host(),
            "severity", severity(message.state()),
            "timestamp", message.since().toString(),
            "component", message.stack(),
            "group", "backups",
            "class", message.key(),
            "custom_details", details(message)));
    event.put("client", "Lifeboat");
    return Json.letter(target.address().orElse(ADDRESS), event);
  }

  private static Map<String, Object> details(Message message) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("at risk", message.risk());
    details.put("cause", message.cause());
    details.put("also", message.effects());
    details.put("next", message.commands());
    details.put("audit", message.auditHead().orElse(""));
    return details;
  }

  private static String severity(State state) {
    return switch (state) {
      case OK -> "info";
      case WARNING -> "warning";
      case UNKNOWN -> "error";
      case CRITICAL -> "critical";
    };
  }
}
