package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is wrong, from the first sight of it until it is over.
 *
 * @param number what people call it; never given twice to a stack
 * @param metric what was judged
 * @param subject of what; empty if there is one only
 * @param state how it stands; OK while nobody knows yet whether it stays well
 * @param reason why, in words
 * @param since since when it is so
 * @param opened when it was first seen
 * @param commands what to run next
 * @param effects what else is wrong because of it, in words
 * @param worst the worst state that people were told of; OK if they were told of none
 * @param lastTold when they were last told
 * @param wellSince since when it looks well, if it does
 * @param returns how often it came back before it counted as over
 * @param acknowledgement who takes care of it
 */
public record Alert(
    long number,
    Metric metric,
    String subject,
    State state,
    String reason,
    Instant since,
    Instant opened,
    List<String> commands,
    List<String> effects,
    State worst,
    Optional<Instant> lastTold,
    Optional<Instant> wellSince,
    int returns,
    Optional<Acknowledgement> acknowledgement) {
  /**
   * That somebody takes care.
   *
   * @param by who
   * @param at when
   * @param note what they said
   */
  public record Acknowledgement(String by, Instant at, String note) {}

  public Alert {
    commands = List.copyOf(commands);
    effects = List.copyOf(effects);
  }

  /** A new one, of which nobody was told. */
  static Alert of(long number, Trouble trouble, Instant now) {
    Verdict root = trouble.root();
    return new Alert(
        number,
        root.metric(),
        root.subject(),
        root.state(),
        root.reason(),
        root.since(),
        now,
        root.commands(),
        trouble.effectWords(),
        State.OK,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** What it is about, as {@link Verdict#key}. */
  public String key() {
    return subject.isEmpty() ? metric.id() : metric.id() + "/" + subject;
  }

  /** Whether people were told of it. */
  public boolean told() {
    return worst != State.OK;
  }

  /** How it stands now, where that isn't well. */
  Alert seen(Trouble trouble) {
    Verdict root = trouble.root();
    // Another reason or a worse state is the same trouble: it is as old as it was.
    Instant begun = wellSince.isEmpty() && since.isBefore(root.since()) ? since : root.since();
    return new Alert(
        number,
        metric,
        subject,
        root.state(),
        root.reason(),
        begun,
        opened,
        root.commands(),
        trouble.effectWords(),
        worst,
        lastTold,
        Optional.empty(),
        wellSince.isPresent() ? returns + 1 : returns,
        acknowledgement);
  }

  /** It looks well. */
  Alert well(Instant now) {
    return with(wellSince.or(() -> Optional.of(now)));
  }

  private Alert with(Optional<Instant> well) {
    return new Alert(
        number,
        metric,
        subject,
        state,
        reason,
        since,
        opened,
        commands,
        effects,
        worst,
        lastTold,
        well,
        returns,
        acknowledgement);
  }

  /** People were told how it stands. An acknowledgement of less doesn't count any more. */
  Alert told(Instant now, boolean worse) {
    return new Alert(
        number,
        metric,
        subject,
        state,
        reason,
        since,
        opened,
        commands,
        effects,
        worst.and(state),
        Optional.of(now),
        wellSince,
        returns,
        worse ? Optional.empty() : acknowledgement);
  }

  Alert acknowledged(Acknowledgement by) {
    return new Alert(
        number,
        metric,
        subject,
        state,
        reason,
        since,
        opened,
        commands,
        effects,
        worst,
        lastTold,
        wellSince,
        returns,
        Optional.of(by));
  }
}
