package dev.lifeboat.cli;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat restore}. */
@Command(
    name = "restore",
    description = {
      "Restore a backup into the database that it came from.",
      "Everything is verified, loaded beside the present data and compared with the backup before"
          + " the two are swapped. The old data is kept for a while: 'lifeboat undo' swaps back."
    },
    footer = {
      "lifeboat restore --dry-run",
      "lifeboat restore",
      "lifeboat restore --at '2026-11-22 10:15'",
      "lifeboat restore --before-op 'ns:shop.orders' --only shop.orders",
      "lifeboat restore --only shop.orders --rename shop.orders=shop.orders_old",
      "lifeboat restore --only shop --as shop_yesterday",
      "lifeboat restore latest --confirm shop --json",
      "lifeboat restore --to-dir dump",
      "lifeboat restore --volume uploads --only 2026/11"
    })
final class RestoreCommand implements Action {
  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, or latest; latest if not said.")
  private Optional<String> backup = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = {
        "Instead of BACKUP: this moment, such as '2026-11-22 10:15:00', with all that was written"
            + " before that second.",
        "Where no oplog was captured: the newest backup at or before it."
      })
  private Optional<String> at = Optional.empty();

  @Mixin private ExactMomentOptions exactly = new ExactMomentOptions();

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--detailed-exitcode",
      description = "With --dry-run: exit with 8 if there is anything to do.")
  private boolean detailedExitCode;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name that is asked for: the stack's, or with --mongo-uri the server's.")
  private Optional<String> confirm = Optional.empty();

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private VolumeOptions volumes = new VolumeOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private RepositoryOptions repository = new RepositoryOptions();

  @Mixin private OtherImagesOption otherImages = new OtherImagesOption();

  @Mixin private DestinationOptions destination = new DestinationOptions();

  @Option(names = "--exact", description = "Also set aside collections that the backup lacks.")
  private boolean exact;

  @Option(names = "--users", description = "Also replace users and roles that are there.")
  private boolean users;

  @Option(names = "--require-quiet", description = "Refuse while other clients are connected.")
  private boolean requireQuiet;

  @Option(
      names = "--keep-old",
      paramLabel = "SPAN",
      description = "How long the old data is kept for an undo, such as 7d.")
  private Optional<Duration> keepOld = Optional.empty();

  @Option(
      names = "--to-dir",
      paramLabel = "DIR",
      description =
          "Into a folder, as mongodump has it, and into no database: the same as 'export --dir'.")
  private Optional<Path> toDir = Optional.empty();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec
  private CommandSpec spec;

  @Override
  public Answer run(Session session) {
    RestoreChoice choice = choice(session.shell().zone());
    Conduct conduct = session.conduct();
    if (toDir.isPresent()) {
      return volumes.isGiven()
          ? volumesToDir(session, choice, toDir.get())
          : toDir(session, choice, toDir.get());
    }
    Named hit = session.services().named(conduct, choice.elsewhere());
    Confirmation confirmation = session.confirmation();
    String act = "restoring over the data of " + hit;
    if (!dryRun) {
      // Nobody waits for a verification to hear that a word was missing.
      confirmation.requirePossible(act, hit, confirm);
      if (confirm.isPresent()) {
        // It is agreed to already, so from here on a lost terminal changes nothing.
        session.shell().signals().surviveHangup();
      }
    }
    Optional<Prompt> person = confirm.isPresent() ? Optional.empty() : session.prompt();
    if (!dryRun) {
      wake(session, choice, confirmation, hit);
    }
    try (Services.OpenRestore restore = session.services().restore(conduct, choice)) {
      PlanAnswer plan =
          new PlanAnswer(
              restore.prepared(),
              detailedExitCode,
              session.options().verbose(),
              session.shell().clock());
      if (dryRun) {
        return plan;
      }
      showPlan(session, plan);
      RestorePlan planned = restore.prepared().plan();
      if (!planned.refusals().isEmpty()) {
        throw new ProblemException(planned.refusals());
      }
      otherImages.require(restore.otherImages(), person);
      confirmation.require(act, hit, confirm);
      session.shell().signals().surviveHangup();
      RestoreReport report = restore.execute();
      return new RestoreAnswer(
          report, "lifeboat undo" + choice.elsewhere().undoOptions(report.manifest().stack()));
    }
  }

  /** Whoever agrees to start a database agrees to what it is started for: the restore. */
  private void wake(Session session, RestoreChoice choice, Confirmation confirmation, Named hit) {
    Optional<Services.Sleeping> found = session.services().sleeping(session.conduct(), choice);
    if (found.isEmpty()) {
      return;
    }
    try (Services.Sleeping database = found.get()) {
      String words = "Before: " + database.words() + "\n";
      if (confirm.isEmpty()) {
        session.err().print(words);
        session.err().flush();
      } else {
        session.notice(words);
      }
      confirmation.require("starting the database of " + hit, hit, confirm);
      confirm = Optional.of(hit.name());
      database.wake();
    }
  }

  /** Nothing present is touched, so nobody is asked. */
  private Answer toDir(Session session, RestoreChoice choice, Path dir) {
    boolean part = !choice.selection().equals(RestoreSelection.ALL);
    boolean inPlace = !(choice.destination() instanceof RestoreDestination.Staged);
    boolean asked =
        dryRun || exact || users || requireQuiet || confirm.isPresent() || keepOld.isPresent();
    boolean elsewhere = choice.elsewhere().namesServer() || choice.elsewhere().isWithoutConfig();
    if (asked || part || inPlace || elsewhere) {
      throw misuse(
          "'--to-dir' restores into no database: of the other options only '--at' goes with it");
    }
    return new ExportAnswer(
        session
            .services()
            .export(
                session.conduct(),
                new ExportChoice(
                    choice.backup(),
                    choice.at(),
                    new ExportChoice.Target.Folder(dir),
                    Optional.empty())));
  }

  /** Nothing present is touched, and no engine is needed. */
  private Answer volumesToDir(Session session, RestoreChoice choice, Path dir) {
    if (dryRun || requireQuiet || confirm.isPresent() || choice.selection().as().isPresent()) {
      throw misuse(
          "'--to-dir' restores into no volume: of the other options '--only' and '--at' go with"
              + " it");
    }
    return new VolumesInFolderAnswer(
        session.services().volumesToFolder(session.conduct(), choice, dir));
  }

  /** A person who is asked sees what for, however quiet the program shall be. */
  private void showPlan(Session session, PlanAnswer plan) {
    String text = plan.withoutRefusals(session.errPage());
    if (confirm.isEmpty()) {
      session.err().print(text + "\n");
      session.err().flush();
    } else {
      session.notice(text + "\n");
    }
  }

  /** What is about databases alone makes no sense for a volume. */
  private void requireFitting(Elsewhere elsewhere) {
    boolean odd =
        exact || users || !(destination.destination() instanceof RestoreDestination.Staged);
    if (odd || elsewhere.namesServer()) {
      throw misuse(
          "'--volume' restores no database: of the other options '--only', '--as', '--at',"
              + " '--require-quiet', '--keep-old', '--to-dir' and '--confirm' go with it");
    }
  }

  private RestoreChoice choice(ZoneId zone) {
    if (backup.isPresent() && at.isPresent()) {
      throw misuse("'--at' chooses a backup itself: give it, or BACKUP, not both");
    }
    if (exactly.isGiven()
        && (backup.isPresent() || at.isPresent() || volumes.isGiven() || toDir.isPresent())) {
      throw misuse(
          "'--at-optime' and '--before-op' choose a moment of the database themselves: BACKUP,"
              + " '--at', '--volume' and '--to-dir' don't go with them");
    }
    if (detailedExitCode && !dryRun) {
      throw misuse("'--detailed-exitcode' goes with '--dry-run'");
    }
    if (volumes.isGiven()) {
      requireFitting(repository.with(server, true));
    }
    return new RestoreChoice(
        backup.orElse("latest"),
        at.map(t -> moment(t, zone)),
        destination.destination(),
        volumes.isGiven() ? volumes.selection(selection.selection()) : selection.selection(),
        exact,
        users,
        requireQuiet,
        keepOld,
        repository.with(server, confirm.isEmpty() || dryRun),
        volumes.choice(),
        exactly.choice(spec));
  }

  private Instant moment(String text, ZoneId zone) {
    try {
      return Moments.parse(text, zone);
    } catch (IllegalArgumentException e) {
      throw misuse("invalid value for option '--at': " + e.getMessage());
    }
  }

  private ParameterException misuse(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }
}
