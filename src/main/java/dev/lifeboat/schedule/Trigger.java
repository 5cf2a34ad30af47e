package dev.lifeboat.schedule;

import java.time.Duration;

/** What makes a job due. */
public sealed interface Trigger {
  /** As the configuration has it, such as {@code every 6h}. */
  String words();

  /** At the local times of a cron expression. */
  record Cron(CronExpression expression) implements Trigger {
    @Override
    public String words() {
      return "cron " + expression.text();
    }
  }

  /**
   * At fixed distances, counted from 1970 in UTC: two hosts mean the same moments, and six hours
   * are six hours on the day of a change to daylight saving too.
   */
  record Every(Duration interval) implements Trigger {
    public Every {
      Spaced.check(interval);
    }

    @Override
    public String words() {
      return "every " + Spaced.words(interval);
    }
  }

  /** As often as it takes to lose no more than this. */
  record Objective(Duration rpo) implements Trigger {
    public Objective {
      Spaced.check(rpo);
    }

    @Override
    public String words() {
      return "rpo " + Spaced.words(rpo);
    }
  }
}
