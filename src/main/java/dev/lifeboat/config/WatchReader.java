package dev.lifeboat.config;

import dev.lifeboat.objective.Objectives;
import dev.lifeboat.objective.RecoveryPoint;
import dev.lifeboat.objective.RecoveryTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads {@code objectives}, {@code monitor} and {@code http}. Problems count by the log alone. */
record WatchReader(Section top, Places places, Consumer<Field> secretInFile) {
  WatchSettings read() {
    return new WatchSettings(
        top.field("objectives")
            .flatMap(field -> field.section(ConfigKeys.OBJECTIVES))
            .map(WatchReader::objectives)
            .orElse(Objectives.NONE),
        top.field("monitor")
            .flatMap(field -> field.section(ConfigKeys.MONITOR))
            .map(WatchReader::monitor)
            .orElse(MonitorSettings.DEFAULT),
        top.field("http")
            .flatMap(
                field ->
                    field
                        .section(ConfigKeys.HTTP)
                        .flatMap(
                            section ->
                                new HttpReader(field, section, places, secretInFile).read())),
        top.field("drill")
            .flatMap(field -> field.section(ConfigKeys.DRILL))
            .map(WatchReader::drill)
            .orElse(DrillSettings.DEFAULT));
  }

  private static Objectives objectives(Section section) {
    List<RecoveryPoint> points = new ArrayList<>();
    for (Field item : items(section, "rpo")) {
      item.section(ConfigKeys.RPO).flatMap(WatchReader::point).ifPresent(points::add);
    }
    List<RecoveryTime> times = new ArrayList<>();
    for (Field item : items(section, "rto")) {
      item.section(ConfigKeys.RTO).flatMap(WatchReader::time).ifPresent(times::add);
    }
    return new Objectives(points, times);
  }

  private static List<Field> items(Section section, String key) {
    return section.field(key).map(Field::items).orElse(List.of());
  }

  private static Optional<RecoveryPoint> point(Section section) {
    Optional<String> source =
        section.required("source", "mongo").flatMap(field -> field.as(Kind.SOURCE));
    Optional<Duration> within =
        section.required("within", "6h").flatMap(field -> field.as(Kind.SPAN));
    Optional<String> data = section.field("data").flatMap(Field::text);
    return source.flatMap(name -> within.map(span -> new RecoveryPoint(data, name, span)));
  }

  private static Optional<RecoveryTime> time(Section section) {
    var scenario =
        section.required("scenario", "database").flatMap(field -> field.as(Kind.SCENARIO));
    var within = section.required("within", "15m").flatMap(field -> field.as(Kind.SPAN));
    var upTo = section.field("up-to").flatMap(field -> field.as(Kind.SIZE));
    return scenario.flatMap(name -> within.map(span -> new RecoveryTime(name, upTo, span)));
  }

  private static MonitorSettings monitor(Section section) {
    MonitorSettings usual = MonitorSettings.DEFAULT;
    return new MonitorSettings(
        section.field("min-room").flatMap(field -> field.as(Kind.SIZE)).orElse(usual.minRoom()),
        span(section, "room-ahead", usual.roomAhead()),
        section
            .field("success-rate")
            .flatMap(field -> field.as(Kind.PERCENT))
            .orElse(usual.successRate()),
        span(section, "success-window", usual.successWindow()),
        span(section, "verify-within", usual.verifyWithin()),
        span(section, "drill-within", usual.drillWithin()),
        span(section, "certificate-ahead", usual.certificateAhead()));
  }

  private static DrillSettings drill(Section section) {
    return new DrillSettings(
        section
            .field("canary")
            .flatMap(field -> field.as(Kind.BOOLEAN))
            .orElse(DrillSettings.DEFAULT.canary()),
        section.field("reviewer").flatMap(Field::text));
  }

  private static Duration span(Section section, String key, Duration usual) {
    return section.field(key).flatMap(field -> field.as(Kind.SPAN)).orElse(usual);
  }
}
