package dev.lifeboat.retention;

import dev.lifeboat.config.Retention;
import dev.lifeboat.units.Spans;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which backups shall stay. What any rule keeps stays.
 *
 * @param rules at least one
 */
public record Policy(List<Rule> rules) {
  public Policy {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("a policy that keeps nothing");
    }
  }

  /** The policy that the configuration describes. */
  public static Policy of(Retention retention) {
    List<Rule> rules = new ArrayList<>();
    ZoneId zone = retention.timeZone();
    retention.last().ifPresent(count -> rules.add(new Rule.Last(count)));
    each(rules, Period.HOUR, retention.hourly(), zone);
    each(rules, Period.DAY, retention.daily(), zone);
    each(rules, Period.WEEK, retention.weekly(), zone);
    each(rules, Period.MONTH, retention.monthly(), zone);
    each(rules, Period.YEAR, retention.yearly(), zone);
    retention.within().ifPresent(span -> rules.add(new Rule.Within(span, Spans.print(span))));
    return new Policy(rules);
  }

  private static void each(List<Rule> rules, Period period, Optional<Integer> count, ZoneId zone) {
    count.ifPresent(number -> rules.add(new Rule.Each(period, number, zone)));
  }
}
