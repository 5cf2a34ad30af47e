package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.prune.PrunePlan;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.setup.InitReport;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.UndoPlan;
import dev.lifeboat.source.UndoResult;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the commands can have done. The composition root implements it: the commands know requests
 * and reports, and no storage, source or file format. All methods throw {@link
 * dev.lifeboat.problem.ProblemException} for what people can mend.
 */
public interface Services {
  /** The program's version, such as {@code 1.4.0}. */
  String version();

  /** Makes keys, a repository and a configuration. */
  @Audited(value = "init", copied = true)
  InitReport init(Conduct conduct, InitRequest request);

  /** Makes a backup of the database. */
  @Audited(value = "backup", copied = true)
  BackupReport backup(Conduct conduct, BackupChoice choice);

  /**
   * Makes a backup of volumes.
   *
   * @param names which, as people say them; none for all
   */
  @Audited(
      value = "backup volumes",
      names = {"", "volumes"},
      copied = true)
  BackupReport backupVolumes(Conduct conduct, BackupChoice choice, List<String> names);

  /** All backups. */
  Listing list(Conduct conduct);

  /** One backup; what only holders of a key may know is empty on a host without one. */
  ShownBackup show(Conduct conduct, String backup);

  /**
   * Makes a suspicious backup count.
   *
   * @param reason why it is as it should be
   */
  @Audited(
      value = "accept",
      names = {"backup", "reason"},
      copied = true)
  Accepted accept(Conduct conduct, String backup, String reason);

  /** What is in the source now. */
  List<LiveItem> live(Conduct conduct);

  /** Verifies backups. */
  @Audited(value = "verify", copied = true)
  VerifyReport verify(Conduct conduct, VerifyChoice choice);

  /** Puts right what is damaged in the repository; deletes nothing. */
  @Audited(value = "repair", copied = true)
  RepairReport repair(Conduct conduct, RepairChoice choice);

  /**
   * The stack's database, if it doesn't run and is known to be a service of the stack: a restore
   * has to start it first. To be closed.
   */
  default Optional<Sleeping> sleeping(Conduct conduct, RestoreChoice choice) {
    return Optional.empty();
  }

  /** Verifies and plans a restore; the caller shows the plan, asks, and executes or closes. */
  OpenRestore restore(Conduct conduct, RestoreChoice choice);

  /** Writes volumes of a backup into a folder that isn't there yet, or is empty. */
  @Audited(
      value = "restore to folder",
      names = {"", "folder"},
      copied = true)
  VolumesInFolder volumesToFolder(Conduct conduct, RestoreChoice choice, Path folder);

  /** Writes a backup as a dump. */
  @Audited(value = "export", copied = true)
  Exported export(Conduct conduct, ExportChoice choice);

  /** Finds out what a dump is worth; needs no configuration. */
  Proved prove(Conduct conduct, DumpChoice choice);

  /** Makes a backup of a dump. */
  @Audited(value = "import", copied = true)
  Imported importDump(Conduct conduct, ImportChoice choice);

  /** Plans a prune; the caller shows the plan, asks, and executes. */
  OpenPrune prune(Conduct conduct, Optional<Duration> grace);

  /** Keeps a backup whatever the policy says. */
  @Audited(value = "hold", copied = true)
  Hold hold(Conduct conduct, HoldChoice choice);

  /** Ends the holds of a backup. */
  @Audited(value = "release", names = "backup", copied = true)
  Released release(Conduct conduct, String backup);

  /** Plans an undo of the newest restore. */
  OpenUndo undo(Conduct conduct, Elsewhere elsewhere);

  /** How the stack stands. */
  Standing status(Conduct conduct);

  /** Looks at everything that backups and restores depend on. */
  DoctorReport doctor(Conduct conduct);

  /** The runs on this host. */
  Ledger ledger(Conduct conduct);

  /** What a restore or undo hits, by the name that confirms it. */
  default Named named(Conduct conduct, Elsewhere elsewhere) {
    return Named.stack(stack(conduct));
  }

  /** What is done with the places where repositories live. */
  StorageServices storage();

  /** What keeps volumes from being deleted, and watches. */
  GuardServices guard();

  /** Deployments with a way back. */
  DeployServices deploy();

  /** What is done again and again, and what became of it. */
  DaemonServices daemon();

  /** What a replica set writes, stored as it is written. */
  OplogServices oplog();

  /** What crontabs do, and what is wrong with them. */
  CrontabServices crontabs();

  /** Judges how the stack stands. */
  MonitorServices monitor();

  /** What is done for a stack as a whole, and its images. */
  RecoverServices recover();

  /** Looks at stacks. */
  StackServices stacks();

  /** Who did what on this host. */
  AuditServices audit();

  /** The daemon as a service of this host. */
  ServiceServices service();

  /** Rehearses recoveries. */
  DrillServices drill();

  /** What concerns people. */
  TeamServices team();

  /** Leads through incidents. */
  IncidentServices incidents();

  /** What people are told, and by what. */
  AlertServices alert();

  /** What is done with keys. */
  KeyServices keys();

  /** The stack's name, as the configuration has it. */
  StackName stack(Conduct conduct);

  /**
   * Shows the main job on a throw-away database; leaves nothing behind.
   *
   * @param narrator told, in words for people, what is done next
   */
  DemoReport demo(Conduct conduct, Consumer<String> narrator);

  /** A database that doesn't run. */
  interface Sleeping extends AutoCloseable {
    /** How that is, and what would be done, for people. */
    String words();

    /** Starts it alone, and waits until it answers. */
    @Audited("start database")
    void wake();

    @Override
    void close();
  }

  /** A restore that was planned and has changed nothing yet. */
  interface OpenRestore extends AutoCloseable {
    PreparedRestore prepared();

    /** How the images that run differ from those at the backup, in words; none if they don't. */
    default List<String> otherImages() {
      return List.of();
    }

    /** Does it. */
    @Audited(value = "restore", copied = true)
    RestoreReport execute();

    @Override
    void close();
  }

  /** A prune that was planned and has removed nothing yet. */
  interface OpenPrune {
    PrunePlan plan();

    /** Does it. */
    @Audited(value = "prune", names = "grace", copied = true)
    Pruned execute();
  }

  /** An undo that was planned and has changed nothing yet. */
  interface OpenUndo extends AutoCloseable {
    UndoPlan plan();

    /** Does it. */
    @Audited("undo")
    UndoResult execute();

    @Override
    void close();
  }
}
