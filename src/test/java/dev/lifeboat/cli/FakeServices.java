package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.ledger.Ledger;
import dev.lifeboat.monitor.Standing;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.setup.InitReport;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.verify.RepairReport;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does nothing but say its version; tests override what they need. */
class FakeServices implements Services {
  @Override
  public String version() {
    return "1.4.0";
  }

  @Override
  public InitReport init(Conduct conduct, InitRequest request) {
    throw unexpected();
  }

  @Override
  public BackupReport backup(Conduct conduct, BackupChoice choice) {
    throw unexpected();
  }

  @Override
  public BackupReport backupVolumes(Conduct conduct, BackupChoice choice, List<String> names) {
    throw unexpected();
  }

  @Override
  public Listing list(Conduct conduct) {
    throw unexpected();
  }

  @Override
  public ShownBackup show(Conduct conduct, String backup) {
    throw unexpected();
  }

  @Override
  public List<LiveItem> live(Conduct conduct) {
    throw unexpected();
  }

  @Override
  public VerifyReport verify(Conduct conduct, VerifyChoice choice) {
    throw unexpected();
  }

  @Override
  public RepairReport repair(Conduct conduct, RepairChoice choice) {
    throw unexpected();
  }

  @Override
  public OpenRestore restore(Conduct conduct, RestoreChoice choice) {
    throw unexpected();
  }

  @Override
  public VolumesInFolder volumesToFolder(Conduct conduct, RestoreChoice choice, Path folder) {
    throw unexpected();
  }

  @Override
  public Exported export(Conduct conduct, ExportChoice choice) {
    throw unexpected();
  }

  @Override
  public Accepted accept(Conduct conduct, String backup, String reason) {
    throw unexpected();
  }

  @Override
  public Proved prove(Conduct conduct, DumpChoice choice) {
    throw unexpected();
  }

  @Override
  public Imported importDump(Conduct conduct, ImportChoice choice) {
    throw unexpected();
  }

  @Override
  public OpenPrune prune(Conduct conduct, Optional<Duration> grace) {
    throw unexpected();
  }

  @Override
  public Hold hold(Conduct conduct, HoldChoice choice) {
    throw unexpected();
  }

  @Override
  public Released release(Conduct conduct, String backup) {
    throw unexpected();
  }

  @Override
  public OpenUndo undo(Conduct conduct, Elsewhere elsewhere) {
    throw unexpected();
  }

  @Override
  public Standing status(Conduct conduct) {
    throw Problem.of(Code.CONFIG_MISSING, "there is no configuration 'lifeboat.yaml'").exception();
  }

  @Override
  public DaemonServices daemon() {
    throw unexpected();
  }

  @Override
  public OplogServices oplog() {
    throw unexpected();
  }

  @Override
  public CrontabServices crontabs() {
    throw unexpected();
  }

  @Override
  public MonitorServices monitor() {
    throw unexpected();
  }

  @Override
  public DoctorReport doctor(Conduct conduct) {
    throw unexpected();
  }

  @Override
  public Ledger ledger(Conduct conduct) {
    throw unexpected();
  }

  @Override
  public ServiceServices service() {
    throw unexpected();
  }

  @Override
  public DrillServices drill() {
    throw unexpected();
  }

  @Override
  public TeamServices team() {
    throw unexpected();
  }

  @Override
  public IncidentServices incidents() {
    throw unexpected();
  }

  @Override
  public AuditServices audit() {
    throw unexpected();
  }

  @Override
  public AlertServices alert() {
    throw unexpected();
  }

  @Override
  public StorageServices storage() {
    throw unexpected();
  }

  @Override
  public StackServices stacks() {
    throw unexpected();
  }

  @Override
  public DeployServices deploy() {
    throw unexpected();
  }

  @Override
  public GuardServices guard() {
    throw unexpected();
  }

  @Override
  public RecoverServices recover() {
    throw unexpected();
  }

  @Override
  public KeyServices keys() {
    throw unexpected();
  }

  @Override
  public StackName stack(Conduct conduct) {
    throw unexpected();
  }

  @Override
  public DemoReport demo(Conduct conduct, Consumer<String> narrator) {
    throw unexpected();
  }

  private static IllegalStateException unexpected() {
    return new IllegalStateException("this test expects no such call");
  }
}
