package dev.lifeboat.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The moments at which a job is due.
 *
 * @param trigger what makes it due
 * @param stride how far apart the runs of an objective are; of no meaning for others
 */
public record Timetable(
    Trigger trigger, Duration stride, ZoneId zone, Optional<DailyWindow> window) {
  /** So many moments are looked at; a job that missed more is as good as new. */
  private static final int MOST = 20_000;

  /** So many missed runs are named one by one. */
  private static final int NAMED = 1_000;

  /**
   * What is due.
   *
   * @param missed what can't be made up for any more, the oldest first
   * @param latest what is to be run now; all that was missed is caught up with by this one run
   */
  public record Due(List<Instant> missed, Instant latest) {
    public Due {
      missed = List.copyOf(missed);
    }
  }

  /**
   * That of a job.
   *
   * @param usual the zone of a job that names none
   * @param stride from {@link ObjectiveInterval}
   */
  public static Timetable of(Job job, ZoneId usual, Duration stride) {
    return new Timetable(job.trigger(), stride, job.zone().orElse(usual), job.window());
  }

  /** The first moment after another one. */
  public Instant next(Instant after) {
    Instant moment = plain(after);
    if (window.isEmpty()) {
      return moment;
    }
    DailyWindow open = window.get();
    if (trigger instanceof Trigger.Objective) {
      return open.atOrAfter(moment, zone);
    }
    for (int i = 0; i < MOST && !open.contains(moment, zone); i++) {
      moment = plain(moment);
    }
    // An expression whose times are never in the window: the window's begin is the best there is.
    return open.atOrAfter(moment, zone);
  }

  private Instant plain(Instant after) {
    return switch (trigger) {
      case Trigger.Cron cron -> cron.expression().next(after, zone);
      case Trigger.Every every -> {
        long step = every.interval().toMillis();
        yield Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), step) + 1) * step);
      }
      case Trigger.Objective _ -> after.plus(stride);
    };
  }

  /** What is due now, when all until {@code last} is settled; empty if nothing is. */
  public Optional<Due> due(Instant last, Instant now) {
    Instant moment = next(last);
    if (moment.isAfter(now)) {
      return Optional.empty();
    }
    Deque<Instant> missed = new ArrayDeque<>();
    int looked = 0;
    for (Instant following = next(moment); !following.isAfter(now); following = next(moment)) {
      missed.addLast(moment);
      if (missed.size() > NAMED) {
        missed.removeFirst();
      }
      moment = following;
      if (++looked == MOST) {
        moment = next(now.minus(Duration.ofDays(2)));
      }
    }
    return Optional.of(new Due(List.copyOf(missed), moment));
  }
}
