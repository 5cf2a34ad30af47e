package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a channel carries to people.
 *
 * @param kind why now
 * @param state how bad it is; for what is over, how bad it was
 * @param worst the worst that people were told of it
 * @param stack whose
 * @param host who says so
 * @param number the alert's number; 0 in a trial
 * @param key what it is about, the same in all messages about it
 * @param title in a line
 * @param risk what is at risk now
 * @param since since when
 * @param cause the likely cause
 * @param effects what else is wrong because of it
 * @param commands what to run next, the first one first
 * @param auditHead the newest entry of the audit log
 * @param at when this was said
 */
public record Message(
    Notice.Kind kind,
    State state,
    State worst,
    String stack,
    String host,
    long number,
    String key,
    String title,
    String risk,
    Instant since,
    String cause,
    List<String> effects,
    List<String> commands,
    Optional<String> auditHead,
    Instant at) {
  public Message {
    effects = List.copyOf(effects);
    commands = List.copyOf(commands);
  }

  /**
   * Who says it.
   *
   * @param auditHead the newest entry of the audit log, where there is one
   */
  public record Origin(String stack, String host, Optional<String> auditHead) {}

  /**
   * A notice in words.
   *
   * @param diagnosis the cause behind the cause, if something is known of it
   */
  public static Message of(
      Notice notice, Origin origin, Optional<Diagnosis> diagnosis, Instant now) {
    Alert alert = notice.alert();
    boolean over = notice.kind() == Notice.Kind.CLEARED;
    return new Message(
        notice.kind(),
        over ? alert.worst() : alert.state(),
        alert.worst(),
        origin.stack(),
        origin.host(),
        alert.number(),
        alert.key(),
        title(notice, origin),
        over ? "nothing any more from this alert" : Risks.of(alert.metric(), alert.state()),
        alert.since(),
        over ? "it was: " + alert.reason() : diagnosis.map(Diagnosis::cause).orElse(alert.reason()),
        over ? List.of() : alert.effects(),
        over ? List.of() : diagnosis.map(Diagnosis::commands).orElse(alert.commands()),
        origin.auditHead(),
        now);
  }

  /** Tries whether a channel works. */
  public static Message trial(Origin origin, Instant now) {
    return new Message(
        Notice.Kind.TEST,
        State.OK,
        State.OK,
        origin.stack(),
        origin.host(),
        0,
        "test",
        "TEST %s: this channel works".formatted(origin.stack()),
        "nothing: somebody ran 'lifeboat alert test'",
        now,
        "none",
        List.of(),
        List.of("lifeboat status"),
        origin.auditHead(),
        now);
  }

  private static String title(Notice notice, Origin origin) {
    Alert alert = notice.alert();
    String what = subject(alert.metric(), alert.subject());
    String reason = alert.reason();
    return switch (notice.kind()) {
      case OPENED -> "%s %s: %s: %s".formatted(word(alert.state()), origin.stack(), what, reason);
      case WORSE ->
          "%s %s: worse: %s: %s".formatted(word(alert.state()), origin.stack(), what, reason);
      case REMINDER ->
          "%s %s: still: %s: %s".formatted(word(alert.state()), origin.stack(), what, reason);
      case CLEARED -> "OK %s: %s is well again".formatted(origin.stack(), what);
      case TEST -> "TEST " + origin.stack();
    };
  }

  private static String subject(Metric metric, String subject) {
    return subject.isEmpty() ? metric.words() : metric.words() + " of '" + subject + "'";
  }

  private static String word(State state) {
    return state.name();
  }
}
