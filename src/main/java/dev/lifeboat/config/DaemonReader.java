package dev.lifeboat.config;

import dev.lifeboat.schedule.CronExpression;
import dev.lifeboat.schedule.DailyWindow;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.schedule.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads {@code daemon} and {@code jobs}. Problems count by the log alone. */
record DaemonReader(Section top, Places places, Consumer<Field> secretInFile) {
  /** How soon it is begun again what should never end. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private static final Kind<JobKind> JOB_KIND =
      new Kind<>(
          "a kind of job", "write one of " + String.join(", ", JobKind.words()), JobKind::parse);
  private static final Kind<CronExpression> CRON =
      new Kind<>(
          "a cron expression",
          "write minute, hour, day, month and weekday, like \"0 2 * * *\"",
          CronExpression::parse);
  private static final Kind<DailyWindow> WINDOW =
      new Kind<>("a part of the day", "write it like \"22:00-06:00\"", DailyWindow::parse);
  private static final Kind<Trigger> EVERY =
      new Kind<>(
          "a span of a minute or more",
          "write it like 6h",
          text -> new Trigger.Every(Kind.SPAN.parser().apply(text)));
  private static final Kind<Trigger> RPO =
      new Kind<>(
          "a span of a minute or more",
          "write it like 6h",
          text -> new Trigger.Objective(Kind.SPAN.parser().apply(text)));
  private static final Kind<Integer> RETRIES =
      new Kind<>("a whole number from 0 to 20", "write it like 2", DaemonReader::retries);
  private static final Kind<Boolean> LOG =
      new Kind<>("'text' or 'json'", "write text or json", DaemonReader::json);

  DaemonSettings read() {
    DaemonSettings usual = DaemonSettings.DEFAULT;
    List<Job> jobs = jobs();
    Optional<Section> daemon =
        top.field("daemon").flatMap(field -> field.section(ConfigKeys.DAEMON));
    if (daemon.isEmpty()) {
      return new DaemonSettings(
          jobs, usual.zone(), usual.detection(), usual.grace(), usual.logsJson(), usual.database());
    }
    Section section = daemon.get();
    return new DaemonSettings(
        jobs,
        section.field("time-zone").flatMap(field -> field.as(Kind.ZONE)),
        section.field("detection").flatMap(field -> field.as(Kind.SPAN)).orElse(usual.detection()),
        section.field("grace").flatMap(field -> field.as(Kind.SPAN)).orElse(usual.grace()),
        section.field("log").flatMap(field -> field.as(LOG)).orElse(usual.logsJson()),
        section
            .field("database")
            .flatMap(field -> field.section(ConfigKeys.DAEMON_DATABASE))
            .flatMap(this::server));
  }

  private Optional<DaemonSettings.Server> server(Section section) {
    Optional<Field> address = section.required("url", "jdbc:postgresql://db/lifeboat");
    Optional<String> url =
        address.flatMap(Field::text).filter(text -> fits(address.orElseThrow(), text));
    Optional<Field> word = section.field("password");
    Optional<Secret> password = word.flatMap(Field::text).map(Secret::new);
    word.filter(_ -> password.isPresent())
        .filter(each -> each.template().filter(text -> !text.literalText().isEmpty()).isPresent())
        .ifPresent(secretInFile);
    var file = section.field("password-file").flatMap(places::path);
    word.filter(_ -> section.field("password-file").isPresent())
        .ifPresent(
            field ->
                field.problem(
                    "'daemon.database.password' doesn't go with 'daemon.database.password-file'",
                    "remove one of the two"));
    Optional<String> user = section.field("user").flatMap(Field::text);
    return url.map(text -> new DaemonSettings.Server(text, user, password, file));
  }

  /** A password in the address would be shown with it. */
  private static boolean fits(Field field, String url) {
    boolean fits = url.matches("jdbc:postgresql://[^@]+") && !url.contains("password=");
    if (!fits) {
      field.problem(
          "'daemon.database.url' isn't the address of a PostgreSQL database without a password",
          "write it like jdbc:postgresql://HOST:5432/lifeboat",
          "the login goes under 'user' and 'password-file'");
    }
    return fits;
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    top.field("jobs")
        .ifPresent(
            field ->
                field
                    .named()
                    .forEach(
                        (name, each) ->
                            each.section(ConfigKeys.JOB)
                                .flatMap(section -> job(name, each, section))
                                .ifPresent(jobs::add)));
    return jobs;
  }

  private static Optional<Job> job(String name, Field field, Section section) {
    Optional<JobKind> kind =
        section.required("kind", "backup").flatMap(given -> given.as(JOB_KIND));
    Optional<Trigger> trigger = trigger(field, section, kind);
    Duration jitter =
        section.field("jitter").flatMap(given -> given.as(Kind.SPAN)).orElse(Duration.ZERO);
    var zone = section.field("time-zone").flatMap(given -> given.as(Kind.ZONE));
    var window = section.field("window").flatMap(given -> given.as(WINDOW));
    var timeout = section.field("timeout").flatMap(given -> given.as(Kind.SPAN));
    int retries =
        section.field("retries").flatMap(given -> given.as(RETRIES)).orElse(Job.DEFAULT_RETRIES);
    List<String> arguments =
        section.field("arguments").map(Field::items).orElse(List.of()).stream()
            .flatMap(item -> item.text().stream())
            .toList();
    if (kind.isEmpty() || trigger.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Job(
              name,
              kind.get(),
              trigger.get(),
              zone,
              jitter,
              window,
              timeout.orElse(Job.usualTimeout(kind.get())),
              retries,
              arguments));
    } catch (IllegalArgumentException e) {
      field.problem(
          "'" + field.name() + "' isn't a name for a job",
          "use up to 63 letters, digits, '-', '_' or '.'");
      return Optional.empty();
    }
  }

  private static Optional<Trigger> trigger(Field field, Section section, Optional<JobKind> kind) {
    List<Field> given =
        Stream.of("cron", "every", "rpo").flatMap(key -> section.field(key).stream()).toList();
    if (given.isEmpty() && kind.equals(Optional.of(JobKind.OPLOG))) {
      return Optional.of(new Trigger.Every(AGAIN));
    }
    if (given.size() != 1) {
      field.problem(
          "'%s' needs one of 'cron', 'every' and 'rpo'%s"
              .formatted(field.name(), given.isEmpty() ? "" : ", not several"),
          "write when it is due, like 'rpo: 6h', 'every: 15m' or 'cron: \"0 2 * * *\"'");
      return Optional.empty();
    }
    // One is given, so what can't be read isn't taken for another.
    return section
        .field("cron")
        .flatMap(cron -> cron.as(CRON))
        .<Trigger>map(Trigger.Cron::new)
        .or(() -> section.field("every").flatMap(every -> every.as(EVERY)))
        .or(() -> section.field("rpo").flatMap(rpo -> rpo.as(RPO)));
  }

  private static Integer retries(String text) {
    int count = Integer.parseInt(text);
    if (count < 0 || count > 20) {
      throw new IllegalArgumentException("too few or too many");
    }
    return count;
  }

  private static Boolean json(String text) {
    return switch (text) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new IllegalArgumentException("neither text nor json");
    };
  }
}
