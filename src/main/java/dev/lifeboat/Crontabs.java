package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.CrontabServices;
import dev.lifeboat.cli.JobsWritten;
import dev.lifeboat.cli.ReadCrontab;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.schedule.Job;
import dev.lifeboat.schedule.JobKind;
import dev.lifeboat.schedule.Trigger;
import dev.lifeboat.schedule.crontab.Crontab;
import dev.lifeboat.schedule.crontab.CrontabExam;
import dev.lifeboat.schedule.crontab.Defect;
import dev.lifeboat.schedule.crontab.Takeover;
import dev.lifeboat.source.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the crontabs of this host, and puts jobs in their place. */
record Crontabs(
    ConfigFiles configs, Map<String, String> environment, Places places, InstantSource clock)
    implements CrontabServices {
  /**
   * Where cron has them.
   *
   * @param etc the folder of the host's own
   * @param program what shows the user's
   */
  record Places(Path etc, String program) {
    static final Places USUAL = new Places(Path.of("/etc"), "crontab");

    Path host() {
      return etc.resolve("crontab");
    }

    Path folder() {
      return etc.resolve("cron.d");
    }
  }

  /** One crontab as it was found. */
  private record Found(String name, Crontab crontab) {}

  @Override
  public DoctorReport examine(Conduct conduct, Optional<Path> file) {
    Instant start = clock.instant();
    CrontabExam exam =
        new CrontabExam(Files::isExecutable, objective(config(conduct)), start, zone());
    List<DoctorReport.Line> lines = new ArrayList<>();
    for (Found each : find(file)) {
      List<Defect> defects = exam.defects(each.crontab());
      defects.forEach(defect -> lines.add(new DoctorReport.Line(each.name(), seen(defect))));
      if (defects.isEmpty()) {
        lines.add(
            new DoctorReport.Line(each.name(), Observation.ok("all lines", "nothing is wrong")));
      }
    }
    if (lines.isEmpty()) {
      lines.add(
          new DoctorReport.Line("crontabs", Observation.ok("crontabs", "there are none to read")));
    }
    return new DoctorReport(lines, Duration.between(start, clock.instant()));
  }

  private static Observation seen(Defect defect) {
    String subject = "line " + defect.line();
    return defect.fatal()
        ? Observation.fail(subject, Code.CONFIG_INVALID, defect.fact(), defect.hint())
        : Observation.warn(subject, defect.fact(), defect.hint());
  }

  @Override
  public List<ReadCrontab> read(Conduct conduct, Optional<Path> file) {
    Optional<Config> config = config(conduct);
    List<Job> jobs = new ArrayList<>(config.map(each -> each.daemon().jobs()).orElseGet(List::of));
    List<ReadCrontab> read = new ArrayList<>();
    for (Found each : find(file)) {
      Takeover takeover =
          Takeover.of(each.crontab(), objective(config), jobs, clock.instant(), zone());
      takeover.jobs().forEach(taken -> jobs.add(taken.job()));
      read.add(new ReadCrontab(each.name(), takeover));
    }
    return read;
  }

  @Override
  public JobsWritten write(Conduct conduct, List<ReadCrontab> crontabs) {
    List<Takeover.Taken> taken =
        crontabs.stream().flatMap(each -> each.takeover().jobs().stream()).toList();
    Path file =
        configs
            .addJobs(
                Optional.of(conduct.config()),
                taken.stream().map(Takeover.Taken::yaml).toList(),
                taken.stream().map(Takeover.Taken::job).toList())
            .file();
    return new JobsWritten(file, ConfigFiles.beforeJobs(file));
  }

  /** The configuration, if there is one; what is wrong with it is another question. */
  private Optional<Config> config(Conduct conduct) {
    try {
      return Optional.of(configs.read(Optional.of(conduct.config())));
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.CONFIG_MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<JobKind, Duration> objective(Optional<Config> config) {
    Map<JobKind, Duration> limits = new EnumMap<>(JobKind.class);
    config.ifPresent(
        each -> {
          var stated = each.watching().objectives();
          stated.point(SourceKind.DATABASE).ifPresent(rpo -> limits.put(JobKind.BACKUP, rpo));
          stated.point(SourceKind.VOLUMES).ifPresent(rpo -> limits.put(JobKind.VOLUMES, rpo));
          for (Job job : each.daemon().jobs()) {
            if (job.trigger() instanceof Trigger.Objective(Duration rpo)) {
              limits.merge(job.kind(), rpo, (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
          }
        });
    return limits;
  }

  private List<Found> find(Optional<Path> file) {
    if (file.isPresent()) {
      Path path = file.get().toAbsolutePath().normalize();
      String text =
          text(path)
              .orElseThrow(
                  () ->
                      Problem.of(
                              Code.USAGE,
                              "the crontab '%s' can't be read".formatted(file.get()),
                              "name a file that is there and that you may read")
                          .exception());
      return List.of(new Found(file.get().toString(), Crontab.parse(text, isSystem(path))));
    }
    List<Found> found = new ArrayList<>();
    own().ifPresent(text -> found.add(new Found("your crontab", Crontab.parse(text, false))));
    for (Path path : ofHost()) {
      text(path)
          .ifPresent(text -> found.add(new Found(path.toString(), Crontab.parse(text, true))));
    }
    return found;
  }

  private boolean isSystem(Path path) {
    return path.equals(places.host()) || path.startsWith(places.folder());
  }

  /** The user's crontab; empty where there is none, or no cron. */
  private Optional<String> own() {
    try {
      Finished listed =
          Command.of(places.program(), "-l")
              .withEnvironment(environment)
              .withTimeout(Duration.ofSeconds(5))
              .run();
      return Optional.of(listed.output()).filter(text -> listed.status() == 0 && !text.isBlank());
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private List<Path> ofHost() {
    List<Path> files = new ArrayList<>(List.of(places.host()));
    // Cron itself passes over names with other characters, such as those of packages' leftovers.
    try (DirectoryStream<Path> folder =
        Files.newDirectoryStream(
            places.folder(), path -> path.getFileName().toString().matches("[A-Za-z0-9_-]+"))) {
      folder.forEach(files::add);
    } catch (IOException e) {
      return files;
    }
    files.subList(1, files.size()).sort(null);
    return files;
  }

  private static Optional<String> text(Path path) {
    try {
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ZoneId zone() {
    return ZoneId.systemDefault();
  }
}
