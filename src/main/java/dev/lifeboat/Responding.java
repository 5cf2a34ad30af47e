package dev.lifeboat;

import dev.lifeboat.cli.Checkpoints;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.IncidentServices;
import dev.lifeboat.cli.Services;
import dev.lifeboat.config.Config;
import dev.lifeboat.daemon.Suspension;
import dev.lifeboat.incident.Chronology;
import dev.lifeboat.incident.Incident;
import dev.lifeboat.incident.IncidentBook;
import dev.lifeboat.incident.IncidentEvent;
import dev.lifeboat.incident.Point;
import dev.lifeboat.incident.Priority;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.monitor.MonitorReport;
import dev.lifeboat.monitor.State;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.StackContainer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Incidents as this host's state folder has them, and a look at what ends them. */
record Responding(
    Services services,
    Function<Conduct, Wiring> wirings,
    String account,
    String host,
    InstantSource clock)
    implements IncidentServices {
  /** Jobs that would change what people are about to recover wait while an incident is open. */
  static Suspension suspension(Config config) {
    IncidentBook book = book(config);
    return job ->
        job.kind().givesWay()
            ? book.open().stream()
                .findFirst()
                .map(
                    incident ->
                        "incident %s is open: %s"
                            .formatted(incident.id(), incident.opened().title()))
            : Optional.empty();
  }

  private static IncidentBook book(Config config) {
    return new IncidentBook(config.state(), config.stack().value());
  }

  private IncidentBook book(Conduct conduct) {
    return book(wirings.apply(conduct).config());
  }

  private String by() {
    return account + "@" + host;
  }

  @Override
  public Incident open(
      Conduct conduct, String title, String cause, Priority priority, Optional<Instant> since) {
    Config config = wirings.apply(conduct).config();
    Instant now = clock.instant();
    Instant began = since.orElse(now);
    if (began.isAfter(now)) {
      throw Problem.of(Code.USAGE, "'--since' is in the future").exception();
    }
    return book(config)
        .open(
            new IncidentEvent.Opened(
                now, by(), config.stack().value(), title, cause, priority, began, account));
  }

  @Override
  public List<Incident> list(Conduct conduct) {
    return book(conduct).all();
  }

  @Override
  public Chronology story(Conduct conduct, Optional<String> id) {
    Wiring wiring = wirings.apply(conduct);
    return story(wiring, chosen(book(wiring.config()), id));
  }

  private static Chronology story(Wiring wiring, Incident incident) {
    Ledger ledger = wiring.ledger();
    // Ids sort by time, and begin with the second of the start.
    return new Chronology(
        incident,
        ledger.ids().stream()
            .flatMap(run -> ledger.read(run).stream())
            .takeWhile(run -> !run.started().at().isBefore(incident.opened().since()))
            .toList());
  }

  /** The one that was named, or the one that is open. */
  private static Incident chosen(IncidentBook book, Optional<String> id) {
    if (id.isPresent()) {
      return book.find(id.get());
    }
    List<Incident> open = book.open();
    if (open.size() == 1) {
      return open.getFirst();
    }
    throw Problem.of(
            Code.INCIDENT_NOT_FOUND,
            open.isEmpty()
                ? "no incident is open"
                : "%d incidents are open: %s"
                    .formatted(
                        open.size(),
                        open.stream().map(Incident::id).collect(Collectors.joining(", "))),
            open.isEmpty() ? "open one: lifeboat incident open TITLE" : "say which: --incident ID")
        .exception();
  }

  private Incident add(
      Conduct conduct, Optional<String> id, Function<Incident, IncidentEvent> event) {
    IncidentBook book = book(conduct);
    return book.add(chosen(book, id).id(), event);
  }

  @Override
  public Incident acknowledge(Conduct conduct, Optional<String> id) {
    return add(conduct, id, _ -> new IncidentEvent.Acknowledged(clock.instant(), by()));
  }

  @Override
  public Incident prioritise(
      Conduct conduct, Optional<String> id, Priority priority, String reason) {
    return add(
        conduct, id, _ -> new IncidentEvent.Prioritised(clock.instant(), by(), priority, reason));
  }

  @Override
  public Incident note(Conduct conduct, Optional<String> id, String text) {
    return add(conduct, id, _ -> new IncidentEvent.Noted(clock.instant(), by(), text));
  }

  @Override
  public Incident done(Conduct conduct, Optional<String> id, Point point, String evidence) {
    return add(conduct, id, _ -> new IncidentEvent.Checked(clock.instant(), by(), point, evidence));
  }

  @Override
  public Incident waive(Conduct conduct, Optional<String> id, Point point, String reason) {
    return add(conduct, id, _ -> new IncidentEvent.Waived(clock.instant(), by(), point, reason));
  }

  @Override
  public Incident close(Conduct conduct, Optional<String> id, Optional<String> summary) {
    return add(
        conduct,
        id,
        incident -> {
          List<Point> missing = incident.missing();
          if (!missing.isEmpty()) {
            throw Problem.of(
                    Code.INCIDENT_UNFINISHED,
                    "incident %s isn't over: %s"
                        .formatted(
                            incident.id(),
                            missing.stream()
                                .map(Point::toString)
                                .collect(Collectors.joining(", "))),
                    "see what is found true: lifeboat incident check",
                    "lifeboat incident done %s --evidence TEXT".formatted(missing.getFirst()),
                    "lifeboat incident waive %s --reason TEXT".formatted(missing.getFirst()))
                .exception();
          }
          return new IncidentEvent.Closed(clock.instant(), by(), summary);
        });
  }

  @Override
  public Checkpoints check(Conduct conduct, Optional<String> id) {
    Wiring wiring = wirings.apply(conduct);
    IncidentBook book = book(wiring.config());
    Incident incident = chosen(book, id);
    Chronology story = story(wiring, incident);
    Map<Point, String> unseen = new EnumMap<>(Point.class);
    for (Point point : incident.missing()) {
      Optional<Look> look = look(point, conduct, story);
      if (look.isPresent() && look.get().holds()) {
        incident =
            book.add(
                incident.id(),
                _ -> new IncidentEvent.Checked(clock.instant(), by(), point, look.get().words()));
      } else {
        look.ifPresent(seen -> unseen.put(point, seen.words()));
      }
    }
    return new Checkpoints(incident, unseen);
  }

  /** What a look at a point gave: whether it is true, and what shows it. */
  private record Look(boolean holds, String words) {}

  /** Empty for what only people can know. */
  private Optional<Look> look(Point point, Conduct conduct, Chronology story) {
    try {
      return switch (point) {
        case SERVICES -> Optional.of(services(conduct));
        case BACKUP -> Optional.of(backup(story));
        case MONITORS -> Optional.of(monitors(conduct));
        case FLOWS, LOGS, STAKEHOLDERS, POST_MORTEM, REVIEW, PROCEDURES -> Optional.empty();
      };
    } catch (ProblemException e) {
      return Optional.of(new Look(false, "nobody knows: " + e.getMessage()));
    }
  }

  private Look services(Conduct conduct) {
    List<StackContainer> containers =
        services.stacks().show(conduct, Optional.empty()).services().stream()
            .flatMap(service -> service.containers().stream())
            .toList();
    List<String> bad =
        containers.stream()
            .filter(each -> !isWell(each))
            .map(
                each ->
                    "%s is %s"
                        .formatted(
                            each.name(),
                            each.health().filter(_ -> each.isRunning()).orElse(each.state())))
            .toList();
    return containers.isEmpty()
        ? new Look(false, "the stack has no containers")
        : bad.isEmpty()
            ? new Look(true, "%d containers run, and none is unwell".formatted(containers.size()))
            : new Look(false, String.join(", ", bad));
  }

  private static boolean isWell(StackContainer container) {
    return container.isRunning() && container.health().map("healthy"::equals).orElse(true);
  }

  private static Look backup(Chronology story) {
    Instant after =
        story.recovered().map(RunEvent.Ended::at).orElse(story.incident().opened().since());
    Optional<RunEvent.Ended> made = story.good(RunKind.BACKUP, after);
    if (made.isEmpty()) {
      return new Look(false, "none was made since then: lifeboat backup");
    }
    return story
        .good(RunKind.VERIFY, made.get().at())
        .map(_ -> new Look(true, "%s, verified".formatted(made.get().backup())))
        .orElseGet(
            () ->
                new Look(
                    false, "%s isn't verified: lifeboat verify".formatted(made.get().backup())));
  }

  private Look monitors(Conduct conduct) {
    MonitorReport report = services.monitor().monitor(conduct);
    return report.state() == State.OK
        ? new Look(
            true, "%d things are watched, and all are well".formatted(report.verdicts().size()))
        : new Look(
            false,
            report.bad().stream().map(bad -> bad.reason()).collect(Collectors.joining("; ")));
  }
}
