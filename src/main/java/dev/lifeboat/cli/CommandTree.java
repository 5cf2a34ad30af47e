package dev.lifeboat.cli;

import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every command there is, in the order in which the help names them. */
final class CommandTree {
  private CommandTree() {}

  static CommandLine build(GlobalOptions options) {
    CommandLine root = new CommandLine(new RootCommand(options));
    root.addSubcommand(new InitCommand());
    root.addSubcommand(new ConnectCommand());
    root.addSubcommand(BackupCommand.build());
    root.addSubcommand(new ListCommand());
    root.addSubcommand(new ShowCommand());
    root.addSubcommand(new VerifyCommand());
    root.addSubcommand(new AcceptCommand());
    root.addSubcommand(new RepairCommand());
    root.addSubcommand(new RestoreCommand());
    root.addSubcommand(new UndoCommand());
    root.addSubcommand(RecoverCommand.build());
    root.addSubcommand(ImagesCommand.build());
    root.addSubcommand(new DeployCommand());
    root.addSubcommand(DrillCommand.build());
    root.addSubcommand(new ProveCommand());
    root.addSubcommand(new ExportCommand());
    root.addSubcommand(new ImportCommand());
    root.addSubcommand(new CopyCommand());
    root.addSubcommand(StorageCommand.build());
    root.addSubcommand(KeyCommand.build());
    root.addSubcommand(new PruneCommand());
    root.addSubcommand(new HoldCommand());
    root.addSubcommand(new ReleaseCommand());
    root.addSubcommand(new StatusCommand());
    root.addSubcommand(OplogCommand.build());
    root.addSubcommand(new ServeCommand());
    root.addSubcommand(JobCommand.build());
    root.addSubcommand(ScheduleCommand.build());
    root.addSubcommand(RunsCommand.build());
    root.addSubcommand(new LogsCommand());
    root.addSubcommand(new MonitorCommand());
    root.addSubcommand(AlertCommand.build());
    root.addSubcommand(IncidentCommand.build());
    root.addSubcommand(new WatchCommand());
    root.addSubcommand(new DoctorCommand());
    root.addSubcommand(StackCommand.build());
    root.addSubcommand(GuardCommand.build());
    root.addSubcommand(new SentinelCommand());
    root.addSubcommand(new CleanupCommand());
    root.addSubcommand(new DownCommand());
    root.addSubcommand(new ShellGuardCommand());
    root.addSubcommand(ServiceCommand.build());
    root.addSubcommand(AuditCommand.build());
    root.addSubcommand(new ContactsCommand());
    root.addSubcommand(MaintenanceCommand.build());
    root.addSubcommand(new DemoCommand());
    root.addSubcommand(new HelpCommand());
    root.addSubcommand(new VersionCommand());
    root.addSubcommand(new CompletionCommand());
    root.addSubcommand(new ManCommand());
    // A value that begins with @ is a value: a file of arguments is one more way to leak a secret.
    root.setExpandAtFiles(false);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.registerConverter(Duration.class, text -> parsed(text, Spans::parse));
    root.registerConverter(ByteSize.class, text -> parsed(text, ByteSize::parse));
    return root;
  }

  private static <T> T parsed(String text, Function<String, T> form) {
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The command of that name; the root if no name is given.
   *
   * @throws UnmatchedArgumentException if there is none
   */
  static CommandSpec find(CommandSpec root, List<String> names) {
    CommandSpec found = root;
    for (String name : names) {
      CommandLine next = found.subcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(found.commandLine(), List.of(name));
      }
      found = next.getCommandSpec();
    }
    return found;
  }
}
