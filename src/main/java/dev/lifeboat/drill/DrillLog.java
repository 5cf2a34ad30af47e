package dev.lifeboat.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what happens in a drill. Used by one thread. */
public final class DrillLog {
  private final InstantSource clock;
  private final List<Moment> timeline = new ArrayList<>();
  private final Map<DrillPhase, Duration> phases = new EnumMap<>(DrillPhase.class);
  private final List<SourceBackup> sources = new ArrayList<>();
  private final List<Check> isolation = new ArrayList<>();
  private final List<Check> cleanUp = new ArrayList<>();
  private final List<DataProof> data = new ArrayList<>();
  private final List<Mutant> mutants = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<String> deviations = new ArrayList<>();
  private final List<DrillFinding> findings = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();
  private String place = "";
  private long bytes;
  private Optional<LostData> lost = Optional.empty();
  private Optional<Canary> canary = Optional.empty();
  private Optional<String> server = Optional.empty();

  DrillLog(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  void mark(Moment.Mark mark, String note) {
    mark(mark, now(), note);
  }

  void mark(Moment.Mark mark, Instant at, String note) {
    timeline.add(new Moment(mark, at, note));
  }

  /** Adds to a phase's time. */
  void spent(DrillPhase phase, Duration took) {
    phases.merge(phase, took.isNegative() ? Duration.ZERO : took, Duration::plus);
  }

  /** Adds the time since a moment to a phase, and tells the time now. */
  Instant spentSince(DrillPhase phase, Instant start) {
    Instant now = now();
    spent(phase, Duration.between(start, now));
    return now;
  }

  void source(SourceBackup backup) {
    sources.add(backup);
  }

  void place(String words) {
    place = words;
  }

  void isolated(Check check) {
    isolation.add(check);
  }

  void cleaned(Check check) {
    cleanUp.add(check);
  }

  void proven(DataProof proof) {
    data.add(proof);
  }

  void mutant(Mutant mutant) {
    mutants.add(mutant);
  }

  void probed(Probe probe) {
    probes.add(probe);
  }

  void deviated(String words) {
    deviations.add(words);
  }

  void found(DrillFinding.Severity severity, String fact, List<String> hints) {
    findings.add(new DrillFinding(severity, fact, hints, Optional.empty(), Optional.empty()));
  }

  void restored(long count) {
    bytes += count;
  }

  /** How many documents production has in a collection at T0. */
  void counted(String collection, long documents) {
    counts.put(collection, documents);
  }

  Map<String, Long> counts() {
    return counts;
  }

  void lost(LostData what) {
    lost = Optional.of(what);
  }

  void canary(Canary bird) {
    canary = Optional.of(bird);
  }

  /** The version of the database server that the backup is of. */
  void server(String version) {
    server = Optional.of(version);
  }

  List<Moment> timeline() {
    return timeline.stream().sorted(Comparator.comparing(Moment::mark)).toList();
  }

  Optional<Instant> at(Moment.Mark mark) {
    return timeline.stream().filter(each -> each.mark() == mark).map(Moment::at).findFirst();
  }

  Map<DrillPhase, Duration> phases() {
    return phases;
  }

  List<SourceBackup> sources() {
    return sources;
  }

  Isolation isolation() {
    return new Isolation(place, isolation);
  }

  List<Check> cleanUp() {
    return cleanUp;
  }

  List<DataProof> data() {
    return data;
  }

  List<Mutant> mutants() {
    return mutants;
  }

  List<Probe> probes() {
    return probes;
  }

  List<String> deviations() {
    return deviations;
  }

  List<DrillFinding> findings() {
    return findings;
  }

  long bytes() {
    return bytes;
  }

  Optional<LostData> lost() {
    return lost;
  }

  Optional<Canary> canary() {
    return canary;
  }

  Optional<String> server() {
    return server;
  }
}
