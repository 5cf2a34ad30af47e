package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.TeamServices;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ContactSettings;
import dev.lifeboat.config.MaintenanceItem;
import dev.lifeboat.maintenance.Done;
import dev.lifeboat.maintenance.Duty;
import dev.lifeboat.maintenance.MaintenanceBook;
import dev.lifeboat.maintenance.MaintenanceRule;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whom to call, and what people have to do, as configuration and state database have it. */
record Teamwork(Function<Conduct, Wiring> wirings, String account, String host, InstantSource clock)
    implements TeamServices {
  @Override
  public ContactSettings contacts(Conduct conduct) {
    return wirings.apply(conduct).config().team().contacts();
  }

  @Override
  public List<Duty> duties(Conduct conduct, ZoneId zone) {
    Config config = wirings.apply(conduct).config();
    return book(config).duties(config.team().maintenance(), zone);
  }

  @Override
  public Done done(Conduct conduct, String item, String evidence, Optional<Instant> at) {
    Config config = wirings.apply(conduct).config();
    List<MaintenanceItem> items = config.team().maintenance();
    if (items.stream().noneMatch(each -> each.id().equals(item))) {
      throw Problem.of(
              Code.USAGE,
              "there is no maintenance item '%s'".formatted(item),
              "there are: "
                  + items.stream().map(MaintenanceItem::id).collect(Collectors.joining(", ")))
          .exception();
    }
    Instant now = clock.instant();
    Done done = new Done(item, at.orElse(now), evidence, account, host);
    if (done.at().isAfter(now)) {
      throw Problem.of(Code.USAGE, "'--on' is in the future").exception();
    }
    book(config).add(done);
    return done;
  }

  /**
   * Tells what is overdue, where a state database is already. That it can't be read is no reason
   * against whatever else is looked at.
   */
  void remind(Config config, Consumer<String> told) {
    if (isNew(config)) {
      return;
    }
    try {
      book(config).duties(config.team().maintenance(), ZoneId.systemDefault()).stream()
          .filter(Duty::overdue)
          .forEach(
              duty ->
                  told.accept(
                      "maintenance is overdue: '%s'; when it is done: lifeboat maintenance done %s"
                              .formatted(duty.item().title(), duty.item().id())
                          + " --evidence TEXT"));
    } catch (ProblemException e) {
      told.accept("nobody knows what maintenance is due: " + e.getMessage());
    }
  }

  /** How all that the team has to do stands, where a state database is already. */
  List<Verdict> verdicts(Config config) {
    if (isNew(config)) {
      return List.of();
    }
    Instant now = clock.instant();
    ZoneId zone = ZoneId.systemDefault();
    try {
      return MaintenanceRule.judge(
          book(config).duties(config.team().maintenance(), zone), now, zone);
    } catch (ProblemException e) {
      return List.of(
          new Verdict(
              Metric.MAINTENANCE,
              "",
              State.UNKNOWN,
              "nobody knows what maintenance is due: " + e.getMessage(),
              now,
              List.of("lifeboat maintenance list")));
    }
  }

  /** To look makes no database. */
  private static boolean isNew(Config config) {
    return place(config) instanceof StatePlace.InFolder folder && !Files.exists(folder.file());
  }

  private MaintenanceBook book(Config config) {
    return new MaintenanceBook(StateDatabase.open(place(config)), config.stack().value(), clock);
  }

  private static StatePlace place(Config config) {
    return StatePlaces.of(config);
  }
}
