package dev.lifeboat;

import dev.lifeboat.cli.DrillChoice;
import dev.lifeboat.config.Config;
import dev.lifeboat.drill.Conditions;
import dev.lifeboat.drill.Criteria;
import dev.lifeboat.drill.DrillFolder;
import dev.lifeboat.drill.DrillOrder;
import dev.lifeboat.drill.DrillPhase;
import dev.lifeboat.drill.DrillScenario;
import dev.lifeboat.drill.Forecast;
import dev.lifeboat.drill.KeptDrill;
import dev.lifeboat.drill.People;
import dev.lifeboat.drill.PhaseForecast;
import dev.lifeboat.objective.RecoveryPoint;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Fixes what a drill is held to, before it begins. */
record DrillOrders(Wiring wiring, Drilling.Here here, InstantSource clock) {
  DrillOrder order(DrillChoice choice) {
    Instant now = clock.instant();
    Config config = wiring.config();
    Optional<String> reviewer =
        choice
            .reviewer()
            .or(() -> config.watching().drill().reviewer())
            .filter(name -> !name.equals(here.account()));
    return new DrillOrder(
        "%s-%04x".formatted(Moments.compact(now), new SecureRandom().nextInt(0x10000)),
        choice.scenario(),
        choice.micro().isPresent(),
        config.stack().value(),
        here.host(),
        here.version(),
        criteria(choice, now),
        new People(here.account(), reviewer, List.of()),
        conditions(config),
        forecast(choice.scenario()));
  }

  private Criteria criteria(DrillChoice choice, Instant now) {
    DrillScenario scenario = choice.scenario();
    Optional<Duration> rto =
        scenario
            .objective()
            .flatMap(
                objective ->
                    wiring.config().watching().objectives().time(objective, bytes(scenario)));
    List<Criteria.PointObjective> points =
        wiring.config().watching().objectives().points().stream()
            .filter(point -> concerns(scenario, point))
            .map(
                point ->
                    new Criteria.PointObjective(
                        point.data().orElse(point.source()), point.within()))
            .toList();
    List<String> pass = new ArrayList<>();
    pass.add("the place of the drill is isolated from production");
    pass.add("all that is in the backup comes back as it was, and nothing else");
    rto.ifPresent(
        within ->
            pass.add(
                "the recovery takes no longer than the objective; if it does, that is a finding"));
    if (choice.canary()) {
      pass.add("the canary that was planted before the backup comes back");
    }
    if (choice.mutants()) {
      pass.add("each backup that was damaged on purpose is caught by the step that should");
    }
    pass.add("nothing of the drill is left");
    return new Criteria("%s: %s".formatted(scenario, scenario.purpose()), rto, points, pass, now);
  }

  /** By the drills before; nothing, where there are none. */
  private Map<DrillPhase, PhaseForecast> forecast(DrillScenario scenario) {
    return Forecast.of(
            scenario,
            new DrillFolder(wiring.config().state()).all().stream().map(KeptDrill::record).toList(),
            bytes(scenario))
        .map(Forecast::phases)
        .orElse(Map.of());
  }

  private static boolean concerns(DrillScenario scenario, RecoveryPoint point) {
    return switch (scenario) {
      case DATABASE, POINT_IN_TIME, KEY_LOST -> point.source().equals(SourceKind.DATABASE);
      case VOLUME -> point.source().equals(SourceKind.VOLUMES);
      case FULL, HOST_LOST -> true;
      case INTEGRITY -> false;
    };
  }

  /** The size by which an objective is chosen. */
  private long bytes(DrillScenario scenario) {
    String kind = scenario == DrillScenario.VOLUME ? SourceKind.VOLUMES : SourceKind.DATABASE;
    return new Backups(wiring.repository().overview())
        .ofKind(kind)
        .newestGood()
        .map(Manifest::sourceBytes)
        .orElse(0L);
  }

  private static Conditions conditions(Config config) {
    return new Conditions(
        Optional.empty(),
        Optional.empty(),
        compose(config).flatMap(DrillOrders::digest),
        digest(config.file()));
  }

  private static Optional<Path> compose(Config config) {
    List<Path> named = config.along().composeFiles();
    if (!named.isEmpty()) {
      return Optional.of(named.getFirst());
    }
    return List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
        .stream()
        .map(config.file()::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Optional<String> digest(Path file) {
    try {
      return Optional.of(Digest.of(Files.readAllBytes(file)).hex());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The backup that a drill restores. */
  static BackupEntry chosen(Repository repository, DrillChoice choice, Optional<String> planted) {
    Backups backups = new Backups(repository.backups());
    String kind =
        choice.scenario() == DrillScenario.VOLUME ? SourceKind.VOLUMES : SourceKind.DATABASE;
    Optional<String> named = planted.or(choice::backup);
    if (named.isPresent()) {
      return backups.select(named.get());
    }
    if (choice.micro().isEmpty() || choice.micro().get() == DrillChoice.Micro.NEWEST) {
      return backups.select("latest:" + kind);
    }
    List<BackupEntry> good =
        backups.ofKind(kind).entries().stream()
            .filter(
                entry ->
                    entry.problem().isPresent()
                        || entry.manifest().filter(Manifest::complete).isPresent())
            .toList();
    if (good.isEmpty()) {
      return backups.select("latest:" + kind);
    }
    RandomGenerator dice = new SecureRandom();
    return choice.micro().get() == DrillChoice.Micro.OLDEST
        ? good.getFirst()
        : good.get(dice.nextInt(good.size()));
  }
}
