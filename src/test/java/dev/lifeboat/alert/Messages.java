package dev.lifeboat.alert;

import dev.lifeboat.monitor.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages for tests. */
public final class Messages {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Message.Origin ORIGIN =
      new Message.Origin("shop", "db1", Optional.of("412:9f86d081884c7d65"));

  private Messages() {}

  /** The repository is gone. */
  public static Message opened() {
    return new Message(
        Notice.Kind.OPENED,
        State.CRITICAL,
        State.CRITICAL,
        "shop",
        "db1",
        7,
        "repository",
        "CRITICAL shop: repository: '/srv/<backups>' is gone",
        "no backup can be made now, and none can be restored",
        NOON.minus(Duration.ofMinutes(20)),
        "'/srv/<backups>' is gone & \"nobody\" knows why",
        List.of("freshness: no backup for 8 h", "verified: not known"),
        List.of("lifeboat doctor", "lifeboat backup"),
        ORIGIN.auditHead(),
        NOON);
  }

  /** It is back. */
  public static Message cleared() {
    return new Message(
        Notice.Kind.CLEARED,
        State.CRITICAL,
        State.CRITICAL,
        "shop",
        "db1",
        7,
        "repository",
        "OK shop: repository is well again",
        "nothing any more from this alert",
        NOON.minus(Duration.ofMinutes(20)),
        "it was: '/srv/<backups>' is gone",
        List.of(),
        List.of(),
        Optional.empty(),
        NOON);
  }

  /** A trial. */
  public static Message trial() {
    return Message.trial(ORIGIN, NOON);
  }
}
