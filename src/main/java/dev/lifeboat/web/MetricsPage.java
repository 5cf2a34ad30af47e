package dev.lifeboat.web;

import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.Reading;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the monitor found last, as Prometheus reads it. The names are a contract. */
final class MetricsPage {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
  private static final String PREFIX = "lifeboat_";

  /** What stands above each number's lines. */
  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("loss_seconds", "How much time's changes would be lost now."),
          Map.entry("documents_since", "How many documents came or went since the newest backup."),
          Map.entry("restore_seconds", "About how long a restore would take."),
          Map.entry("backup_bytes", "How much the newest backup holds."),
          Map.entry("success_ratio", "Which part of the expected runs was good."),
          Map.entry("room_free_bytes", "How much is free at the repository."),
          Map.entry("room_left_seconds", "In how long there will be no room for a backup."),
          Map.entry("backups", "How many backups there are."),
          Map.entry("verified_age_seconds", "How long ago a backup was last verified."),
          Map.entry("drill_age_seconds", "How long ago a backup was last restored."),
          Map.entry("copy_missing", "How many backups the copy lacks."),
          Map.entry("certificate_left_seconds", "How long a certificate is still valid."),
          Map.entry("daemon_silent_seconds", "How long ago the daemon gave a sign of life."));

  private final Map<String, Gauge> gauges = new TreeMap<>();

  private MetricsPage() {}

  private record Gauge(String help, List<GaugeDataPointSnapshot> points) {}

  /**
   * The page.
   *
   * @param version the program's
   * @param report what was found last; empty if nobody looked yet
   */
  static String of(String version, Optional<MonitorReport> report) {
    MetricsPage page = new MetricsPage();
    page.add("build_info", "Which version answers.", Labels.of("version", version), 1);
    report.ifPresent(page::add);
    return page.print();
  }

  private void add(MonitorReport report) {
    String stack = report.stack();
    add(
        "monitored_timestamp_seconds",
        "When it was last looked at everything.",
        Labels.of("stack", stack),
        report.at().toEpochMilli() / 1000.0);
    for (Verdict verdict : report.verdicts()) {
      Labels thing =
          Labels.of("stack", stack, "metric", verdict.metric().id(), "subject", verdict.subject());
      add(
          "state",
          "How a thing stands: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.",
          thing,
          number(verdict.state()));
      add(
          "state_since_timestamp_seconds",
          "Since when it has been in that state.",
          thing,
          verdict.since().toEpochMilli() / 1000.0);
      for (Reading reading : verdict.readings()) {
        Labels subject = Labels.of("stack", stack, "subject", verdict.subject());
        add(
            reading.name(),
            HELP.getOrDefault(reading.name(), "What the monitor reads."),
            subject,
            reading.value());
        reading
            .critical()
            .ifPresent(
                limit ->
                    add(
                        "limit",
                        "From where on a reading is critical.",
                        subject.merge(Labels.of("reading", reading.name())),
                        limit.bound()));
      }
    }
  }

  /** As plugins of Nagios say it. */
  private static int number(State state) {
    return switch (state) {
      case OK -> 0;
      case WARNING -> 1;
      case CRITICAL -> 2;
      case UNKNOWN -> 3;
    };
  }

  private void add(String name, String help, Labels labels, double value) {
    gauges
        .computeIfAbsent(name, _ -> new Gauge(help, new ArrayList<>()))
        .points()
        .add(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  private String print() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    gauges.forEach((name, gauge) -> all.metricSnapshot(snapshot(name, gauge)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, all.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static MetricSnapshot snapshot(String name, Gauge gauge) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(PREFIX + name).help(gauge.help());
    gauge.points().forEach(builder::dataPoint);
    return builder.build();
  }
}
