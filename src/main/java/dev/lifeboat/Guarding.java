package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.GuardServices;
import dev.lifeboat.cli.Services;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.guard.Cleanup;
import dev.lifeboat.guard.CleanupPlan;
import dev.lifeboat.guard.CleanupReport;
import dev.lifeboat.guard.Guard;
import dev.lifeboat.guard.GuardStatus;
import dev.lifeboat.guard.LockedImages;
import dev.lifeboat.guard.Sentinel;
import dev.lifeboat.guard.Sighting;
import dev.lifeboat.guard.TeardownReport;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Guards the stack that the configuration names. */
record Guarding(
    Services services,
    Function<Conduct, Wiring> wirings,
    Map<String, String> environment,
    String host,
    InstantSource clock)
    implements GuardServices {
  @Override
  public GuardStatus on(Conduct conduct, List<String> volumes) {
    return with(conduct, guard -> guard.on(volumes));
  }

  @Override
  public GuardStatus off(Conduct conduct, Duration length, String reason) {
    return with(conduct, guard -> guard.off(length, reason, account()));
  }

  @Override
  public GuardStatus offForGood(Conduct conduct) {
    return with(conduct, Guard::offForGood);
  }

  @Override
  public GuardStatus status(Conduct conduct) {
    return with(
        conduct,
        guard -> {
          var _ = guard.tend();
          return guard.status();
        });
  }

  @Override
  public void watch(Conduct conduct, Optional<Duration> length, Consumer<Sighting> told) {
    Wiring wiring = wirings.apply(conduct);
    new Sentinel(() -> engine(wiring), project(wiring), wiring.config().state(), clock, told)
        .run(conduct.interruption(), length.map(clock.instant()::plus));
  }

  @Override
  public CleanupPlan planCleanup(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    LockedImages locked = new LockedByBackups(wiring).find();
    try (Engine engine = engine(wiring)) {
      return new Cleanup(engine, wiring.config().state()).plan(locked);
    }
  }

  @Override
  public CleanupReport cleanup(Conduct conduct, CleanupPlan plan) {
    Wiring wiring = wirings.apply(conduct);
    try (Engine engine = engine(wiring)) {
      return new Cleanup(engine, wiring.config().state()).execute(plan);
    }
  }

  @Override
  public List<String> volumesToDelete(Conduct conduct) {
    return dismantling(conduct).volumes();
  }

  @Override
  public TeardownReport down(Conduct conduct, Optional<List<String>> volumes) {
    return dismantling(conduct).run(conduct, volumes);
  }

  private Dismantling dismantling(Conduct conduct) {
    Wiring wiring = wirings.apply(conduct);
    return new Dismantling(
        services, wiring, () -> engine(wiring), project(wiring), host, account(), clock);
  }

  /**
   * Says what was cut off, and puts an anchor back whose time away is over. What is in the way is
   * no error here.
   */
  void tend(Wiring wiring, Consumer<String> warn) {
    Deploying.tell(wiring, warn);
    try {
      Path state = wiring.config().state();
      if (Files.isDirectory(state) && Guard.isDue(state, project(wiring), clock)) {
        try (Engine engine = engine(wiring)) {
          var _ = guard(engine, wiring).tend();
        }
      }
    } catch (ProblemException e) {
      warn.accept(
          "the anchor's time away is over, and it could not be put back: " + e.getMessage());
    }
  }

  private <T> T with(Conduct conduct, Function<Guard, T> act) {
    Wiring wiring = wirings.apply(conduct);
    try (Engine engine = engine(wiring)) {
      return act.apply(guard(engine, wiring));
    }
  }

  private Guard guard(Engine engine, Wiring wiring) {
    return new Guard(engine, project(wiring), wiring.config().state(), clock);
  }

  private Engine engine(Wiring wiring) {
    return new Engines(wiring.config(), environment).connect();
  }

  private static String project(Wiring wiring) {
    return Engines.project(wiring.config());
  }

  private static String account() {
    return System.getProperty("user.name", "unknown");
  }
}
