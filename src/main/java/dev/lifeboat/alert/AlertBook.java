package dev.lifeboat.alert;

import dev.lifeboat.alert.Alert.Acknowledgement;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that is wrong with a stack, and what people know of it. A value: each round gives a new one,
 * and nothing else is remembered, so that a restart between two rounds changes nothing.
 *
 * @param next the number of the next alert or silence
 * @param alerts what is wrong
 * @param silences what nobody wants to hear of
 */
public record AlertBook(long next, List<Alert> alerts, List<Silence> silences) {
  /** Nothing is wrong, as far as anybody looked. */
  public static final AlertBook EMPTY = new AlertBook(1, List.of(), List.of());

  public AlertBook {
    alerts = List.copyOf(alerts);
    silences = List.copyOf(silences);
  }

  /**
   * What a round came to.
   *
   * @param book what is known after it
   * @param notices what people shall be told, in this order
   */
  public record Round(AlertBook book, List<Notice> notices) {
    public Round {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Takes what was seen.
   *
   * @param verdicts all that was judged; if there are none, nobody looked, and nothing changes
   * @param now not before that of an earlier round; if it is, nothing is due
   */
  public Round step(List<Verdict> verdicts, Instant now, Rules rules) {
    return verdicts.isEmpty() ? new Round(this, List.of()) : new Turn(now, rules).take(verdicts);
  }

  /**
   * Somebody takes care of an alert: no reminders until it gets worse.
   *
   * @throws IllegalArgumentException if there is none of that number
   */
  public AlertBook acknowledge(long number, Acknowledgement by) {
    return change(number, alert -> alert.acknowledged(by));
  }

  private AlertBook change(long number, UnaryOperator<Alert> change) {
    if (alerts.stream().noneMatch(alert -> alert.number() == number)) {
      throw new IllegalArgumentException("no alert " + number);
    }
    return new AlertBook(
        next,
        alerts.stream()
            .map(alert -> alert.number() == number ? change.apply(alert) : alert)
            .toList(),
        silences);
  }

  /** Adds a silence, whose number is the next one. */
  public AlertBook silence(String about, Instant until, String reason, String by) {
    List<Silence> all = new ArrayList<>(silences);
    all.add(new Silence(next, about, until, reason, by));
    return new AlertBook(next + 1, alerts, all);
  }

  /** Ends a silence; what people missed meanwhile comes with the next round. */
  public AlertBook endSilence(long number) {
    return new AlertBook(
        next, alerts, silences.stream().filter(silence -> silence.number() != number).toList());
  }

  /** Whether nobody wants to hear of this now. */
  public boolean silenced(String key, Instant now) {
    return silences.stream().anyMatch(silence -> silence.covers(key, now));
  }

  /** One round. */
  private final class Turn {
    private final Instant now;
    private final Rules rules;
    private final List<Notice> cleared = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Alert> open = new ArrayList<>();
    private long number = next;

    Turn(Instant now, Rules rules) {
      this.now = now;
      this.rules = rules;
    }

    Round take(List<Verdict> verdicts) {
      Map<String, Verdict> bad = new LinkedHashMap<>();
      verdicts.stream()
          .filter(verdict -> verdict.state() != State.OK)
          .forEach(verdict -> bad.put(verdict.key(), verdict));
      List<Alert> standing = new ArrayList<>();
      for (Alert alert : alerts) {
        if (bad.containsKey(alert.key())) {
          standing.add(alert);
        } else {
          calm(alert.well(now)).ifPresent(standing::add);
        }
      }
      Set<String> own = new HashSet<>();
      Set<Metric> settling = new HashSet<>();
      for (Alert alert : standing) {
        if (alert.told()) {
          own.add(alert.key());
        }
        if (alert.wellSince().isPresent() && !bad.containsKey(alert.key())) {
          settling.add(alert.metric());
        }
      }
      Map<String, Trouble> troubles = new LinkedHashMap<>();
      Causes.of(List.copyOf(bad.values()), own, settling)
          .forEach(trouble -> troubles.put(trouble.key(), trouble));
      for (Alert alert : standing) {
        Trouble trouble = troubles.remove(alert.key());
        if (trouble != null) {
          open.add(tell(alert.seen(trouble), trouble.explained()));
        } else if (!bad.containsKey(alert.key())) {
          open.add(alert);
        }
        // Else nobody was told of it, and something explains it now.
      }
      for (Trouble trouble : troubles.values()) {
        if (!between(trouble.root().since(), now).minus(rules.openAfter()).isNegative()) {
          open.add(tell(Alert.of(number++, trouble, now), false));
        }
      }
      List<Notice> all = new ArrayList<>(cleared);
      all.addAll(notices);
      return new Round(
          new AlertBook(
              number,
              open,
              silences.stream().filter(silence -> now.isBefore(silence.until())).toList()),
          all);
    }

    /** The alert, unless it has been well for long enough. */
    private Optional<Alert> calm(Alert alert) {
      Duration well = between(alert.wellSince().orElse(now), now);
      if (well.compareTo(rules.clearAfter(alert.returns())) < 0) {
        return Optional.of(alert);
      }
      // Whoever was told that it is wrong is told that it is over, also in a silence.
      if (alert.told()) {
        cleared.add(new Notice(Notice.Kind.CLEARED, alert));
      }
      return Optional.empty();
    }

    private Alert tell(Alert alert, boolean explained) {
      if (silenced(alert.key(), now)) {
        return alert;
      }
      // What is worse because of something else is said of that.
      Optional<Notice.Kind> kind =
          due(alert).filter(each -> each == Notice.Kind.OPENED || !explained);
      if (kind.isEmpty()) {
        return alert;
      }
      Alert told = alert.told(now, kind.get() == Notice.Kind.WORSE);
      notices.add(new Notice(kind.get(), told));
      return told;
    }

    private Optional<Notice.Kind> due(Alert alert) {
      if (!alert.told()) {
        return Optional.of(Notice.Kind.OPENED);
      }
      if (alert.state().red() && !alert.worst().red()) {
        return Optional.of(Notice.Kind.WORSE);
      }
      boolean reminder =
          alert.acknowledgement().isEmpty()
              && alert
                  .lastTold()
                  .filter(last -> between(last, now).compareTo(rules.remindAfter()) >= 0)
                  .isPresent();
      return reminder ? Optional.of(Notice.Kind.REMINDER) : Optional.empty();
    }
  }

  /** Zero where a clock was put back. */
  private static Duration between(Instant from, Instant to) {
    return from.isAfter(to) ? Duration.ZERO : Duration.between(from, to);
  }
}
