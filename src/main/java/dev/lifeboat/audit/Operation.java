package dev.lifeboat.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was done, put together from the entries of its beginning and its end.
 *
 * @param entry the number of its first entry
 * @param at when it began
 * @param action what it was
 * @param stack of which stack, or empty
 * @param who who did it
 * @param what of what, with which options
 * @param ended when it ended; empty while it goes on, and if it was killed
 * @param outcome {@code ok}, {@code failed}, {@code interrupted}, {@code noted}, or {@code no end}
 * @param code the problem's code
 * @param message the problem in words, or empty
 * @param result what came of it
 */
public record Operation(
    long entry,
    Instant at,
    String action,
    String stack,
    Optional<Actor> who,
    Map<String, String> what,
    Optional<Instant> ended,
    String outcome,
    Optional<String> code,
    String message,
    Map<String, String> result) {
  static Operation begun(Entry entry, Event.Begun begun) {
    return new Operation(
        entry.number(),
        entry.at(),
        begun.action(),
        begun.stack(),
        Optional.of(begun.who()),
        begun.what(),
        Optional.empty(),
        "no end",
        Optional.empty(),
        "",
        Map.of());
  }

  static Operation noted(Entry entry, Event.Noted noted) {
    return new Operation(
        entry.number(),
        entry.at(),
        noted.action(),
        noted.stack(),
        Optional.of(noted.who()),
        noted.what(),
        Optional.of(entry.at()),
        "noted",
        Optional.empty(),
        "",
        Map.of());
  }

  /** One whose beginning could not be written. */
  static Operation unbegun(Entry entry, Event.Ended ended) {
    return new Operation(
            entry.number(),
            entry.at(),
            ended.action(),
            "",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            "",
            Optional.empty(),
            "",
            Map.of())
        .ended(entry, ended);
  }

  Operation ended(Entry entry, Event.Ended end) {
    return new Operation(
        this.entry,
        at,
        action,
        stack,
        who,
        what,
        Optional.of(entry.at()),
        end.outcome(),
        end.code(),
        end.message(),
        end.result());
  }
}
