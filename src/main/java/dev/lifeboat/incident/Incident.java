package dev.lifeboat.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An incident, as its events tell it.
 *
 * @param id such as {@code 20261123-1}: the day in UTC, and which of that day
 * @param events the first one opened it
 */
public record Incident(String id, List<IncidentEvent> events) {
  public Incident {
    events = List.copyOf(events);
    if (events.isEmpty() || !(events.getFirst() instanceof IncidentEvent.Opened)) {
      throw new IllegalArgumentException("an incident begins by being opened");
    }
  }

  /** How it began. */
  public IncidentEvent.Opened opened() {
    return (IncidentEvent.Opened) events.getFirst();
  }

  /** As it is thought of now. */
  public Priority priority() {
    return of(IncidentEvent.Prioritised.class)
        .reduce((_, later) -> later)
        .map(IncidentEvent.Prioritised::priority)
        .orElse(opened().priority());
  }

  /** When somebody was at work first: whoever writes into it is. */
  public Optional<Instant> answered() {
    return events.stream().skip(1).findFirst().map(IncidentEvent::at);
  }

  /** Until when somebody has to be at work. */
  public Instant due() {
    return opened().at().plus(priority().response());
  }

  /** Whether nobody was at work in time. */
  public boolean late(Instant now) {
    return answered().orElse(now).isAfter(due());
  }

  /** How it ended, if it did. */
  public Optional<IncidentEvent.Closed> closed() {
    return of(IncidentEvent.Closed.class).findFirst();
  }

  public boolean isOpen() {
    return closed().isEmpty();
  }

  /** How long it has lasted since T0. */
  public Duration lasted(Instant now) {
    return Duration.between(opened().since(), closed().map(IncidentEvent::at).orElse(now));
  }

  /** What was said of each point of the list last: that it is true, or waived. */
  public Map<Point, IncidentEvent> points() {
    Map<Point, IncidentEvent> points = new EnumMap<>(Point.class);
    for (IncidentEvent event : events) {
      switch (event) {
        case IncidentEvent.Checked checked -> points.put(checked.point(), checked);
        case IncidentEvent.Waived waived -> points.put(waived.point(), waived);
        default -> {}
      }
    }
    return points;
  }

  /** The points that are neither true nor waived. */
  public List<Point> missing() {
    List<Point> missing = new ArrayList<>(List.of(Point.values()));
    missing.removeAll(points().keySet());
    return missing;
  }

  private <T extends IncidentEvent> Stream<T> of(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }
}
