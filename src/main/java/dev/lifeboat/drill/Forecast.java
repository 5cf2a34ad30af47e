package dev.lifeboat.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a recovery of so many bytes would take, by drills that were run. Pure.
 *
 * <p>Each phase is a straight line over the size, found by the median of all slopes, so that one
 * drill beside a busy hour bends nothing. Where all drills were of about one size, what doesn't
 * depend on the size is taken as it was, and the rest in proportion.
 *
 * @param bytes for how much
 * @param phases each phase
 * @param drills how many drills it is told from
 */
public record Forecast(long bytes, Map<DrillPhase, PhaseForecast> phases, int drills) {
  /** Older drills were run with other versions, on other data. */
  private static final int MOST = 20;

  /** What is measured once can come out by so much longer or shorter. */
  private static final double NOISE = 0.15;

  /** What a size tells of one that is so many times larger is worth a line. */
  private static final double APART = 1.5;

  public Forecast {
    phases = Map.copyOf(phases);
  }

  private record Point(double bytes, double seconds) {}

  /**
   * Tells it from past drills.
   *
   * @param past in the order in which they were run
   * @return empty if no drill of the scenario came to its end
   */
  public static Optional<Forecast> of(DrillScenario scenario, List<DrillRecord> past, long bytes) {
    List<DrillRecord> told =
        past.stream()
            .filter(record -> record.scenario() == scenario && record.rto().isPresent())
            .toList();
    told = told.subList(Math.max(0, told.size() - MOST), told.size());
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Map<DrillPhase, PhaseForecast> phases = new EnumMap<>(DrillPhase.class);
    for (DrillPhase phase : DrillPhase.values()) {
      List<Point> points = new ArrayList<>();
      for (DrillRecord record : told) {
        record
            .took(phase)
            .ifPresent(took -> points.add(new Point(record.bytes(), took.toMillis() / 1000.0)));
      }
      if (!points.isEmpty()) {
        phases.put(phase, band(phase, points, bytes));
      }
    }
    return Optional.of(new Forecast(bytes, phases, told.size()));
  }

  /** Until everything is back; its band is that of phases that vary independently. */
  public PhaseForecast rto() {
    double likely = 0;
    double below = 0;
    double above = 0;
    for (PhaseForecast phase : phases.values()) {
      double guess = seconds(phase.likely());
      likely += guess;
      below += Math.pow(guess - seconds(phase.low()), 2);
      above += Math.pow(seconds(phase.high()) - guess, 2);
    }
    return of(likely, Math.sqrt(below), Math.sqrt(above));
  }

  /** One phase; empty if no drill had it. */
  public Optional<PhaseForecast> phase(DrillPhase phase) {
    return Optional.ofNullable(phases.get(phase));
  }

  /** The phase that takes longest: to make it shorter helps most. */
  public Optional<DrillPhase> longest() {
    return phases.entrySet().stream()
        .max(Comparator.comparing(phase -> phase.getValue().likely()))
        .map(Map.Entry::getKey);
  }

  private static PhaseForecast band(DrillPhase phase, List<Point> points, long bytes) {
    double most = points.stream().mapToDouble(Point::bytes).max().orElseThrow();
    double least = points.stream().mapToDouble(Point::bytes).min().orElseThrow();
    double slope;
    double fixed;
    if (most >= least * APART && most > 0) {
      slope = Math.max(0, median(slopes(points)));
      double rate = slope;
      fixed =
          Math.max(0, median(points.stream().map(p -> p.seconds() - rate * p.bytes()).toList()));
    } else if (grows(phase) && most > 0) {
      slope = median(points.stream().map(p -> p.seconds() / p.bytes()).toList());
      fixed = 0;
    } else {
      slope = 0;
      fixed = median(points.stream().map(Point::seconds).toList());
    }
    double likely = fixed + slope * bytes;
    double away = most > 0 && bytes > most ? Math.log(bytes / most) / Math.log(2) : 0;
    double spread = Math.max(NOISE, deviation(points, fixed, slope)) * (1 + 0.5 * away);
    return of(likely, Math.min(likely, likely * spread), likely * spread);
  }

  /** Whether a phase takes longer with more data. */
  private static boolean grows(DrillPhase phase) {
    return switch (phase) {
      case DETECT, DECIDE, STOP, START, PROBE -> false;
      case FETCH, DECODE, LOAD, INDEX, REPLAY, PROVE -> true;
    };
  }

  private static List<Double> slopes(List<Point> points) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        Point one = points.get(i);
        Point other = points.get(j);
        double larger = Math.max(one.bytes(), other.bytes());
        if (larger >= APART * Math.min(one.bytes(), other.bytes())) {
          slopes.add((one.seconds() - other.seconds()) / (one.bytes() - other.bytes()));
        }
      }
    }
    return slopes;
  }

  /** By which part drills were off the line, in the median; twice that covers most. */
  private static double deviation(List<Point> points, double fixed, double slope) {
    return 2
        * median(
            points.stream()
                .map(
                    point -> {
                      double line = fixed + slope * point.bytes();
                      return line <= 0 ? 0 : Math.abs(point.seconds() - line) / line;
                    })
                .toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static PhaseForecast of(double likely, double below, double above) {
    return new PhaseForecast(
        duration(likely), duration(Math.max(0, likely - below)), duration(likely + above));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
