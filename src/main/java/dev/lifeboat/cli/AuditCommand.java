package dev.lifeboat.cli;

import dev.lifeboat.audit.Operation;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lifeboat audit} and what belongs to it. Without a further word it shows the log. */
@Command(
    name = "audit",
    description = {
      "Show who did what on this host, when, and what came of it; prove that the record is whole."
    },
    footer = {"lifeboat audit log", "lifeboat audit verify", "lifeboat audit export --csv"})
final class AuditCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine audit = new CommandLine(new AuditCommand());
    audit.addSubcommand(new Log());
    audit.addSubcommand(new Verify());
    audit.addSubcommand(new Export());
    return audit;
  }

  @Override
  public Answer run(Session session) {
    return new AuditLogAnswer(session.services().audit().log(session.conduct()));
  }

  /** Which operations are shown. */
  static final class Filter {
    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "From then on, such as '2026-11-22 10:15'.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Until then.")
    private Optional<String> until = Optional.empty();

    @Option(
        names = "--action",
        paramLabel = "NAME",
        description = "Only what begins with that, such as restore or 'key'.")
    private Optional<String> action = Optional.empty();

    @Option(
        names = "--user",
        paramLabel = "NAME",
        description = "Only of that account, or who became another one by sudo.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--failed", description = "Only what didn't end well.")
    private boolean failed;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    AuditTrail of(AuditTrail trail, ZoneId zone) {
      Predicate<Operation> passes =
          operation ->
              since.map(text -> !operation.at().isBefore(start(text, zone))).orElse(true)
                  && until.map(text -> !operation.at().isAfter(end(text, zone))).orElse(true)
                  && action.map(operation.action()::startsWith).orElse(true)
                  && user.map(name -> isBy(operation, name)).orElse(true)
                  && (!failed || !List.of("ok", "noted").contains(operation.outcome()));
      return new AuditTrail(trail.file(), trail.operations().stream().filter(passes).toList());
    }

    private static boolean isBy(Operation operation, String name) {
      return operation
          .who()
          .filter(
              who ->
                  who.user().equals(name)
                      || who.sudo().filter(name::equals).isPresent()
                      || who.token().filter(name::equals).isPresent())
          .isPresent();
    }

    /** A day begins with its first moment. */
    private Instant start(String text, ZoneId zone) {
      return end(text.strip().length() == 10 ? text.strip() + " 00:00" : text, zone);
    }

    private Instant end(String text, ZoneId zone) {
      try {
        return Moments.parse(text, zone);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** {@code lifeboat audit log}. */
  @Command(
      name = "log",
      description = "Show who did what on this host, the newest last.",
      footer = {
        "lifeboat audit log -n 20",
        "lifeboat audit log --action restore --since 2026-11-01",
        "lifeboat audit log --user ana --failed --json"
      })
  static final class Log implements Action {
    @Mixin private Filter filter = new Filter();

    @Option(
        names = {"-n", "--last"},
        paramLabel = "COUNT",
        description = "Only the newest.")
    private Optional<Integer> last = Optional.empty();

    @Override
    public Answer run(Session session) {
      AuditTrail trail =
          filter.of(session.services().audit().log(session.conduct()), session.shell().zone());
      List<Operation> all = trail.operations();
      int from = Math.max(0, all.size() - Math.max(0, last.orElse(all.size())));
      return new AuditLogAnswer(new AuditTrail(trail.file(), all.subList(from, all.size())));
    }
  }

  /** {@code lifeboat audit verify}. */
  @Command(
      name = "verify",
      description = {
        "Prove that the audit log is what was written: by its chain, by its signatures, and by what"
            + " the repository's backups know of it.",
        "Names the first entry that is wrong; exits with 7 then. Changes nothing."
      },
      footer = {
        "lifeboat audit verify",
        "lifeboat audit verify --offline",
        "lifeboat audit verify /media/usb/audit.jsonl --signers signers.pub"
      })
  static final class Verify implements Action {
    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "A log that was carried here; this host's own if not said.")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = "--signers",
        paramLabel = "FILE",
        description = "The public keys that count; those under 'trusted-signers' if not said.")
    private Optional<Path> signers = Optional.empty();

    @Option(names = "--offline", description = "Don't ask the repository what it knows.")
    private boolean offline;

    @Override
    public Answer run(Session session) {
      return new AuditVerifyAnswer(
          session.services().audit().verify(session.conduct(), file, signers, offline));
    }
  }

  /** {@code lifeboat audit export}. */
  @Command(
      name = "export",
      description = "Write the audit log as a table or as JSON, for a report or another program.",
      footer = {
        "lifeboat audit export --csv > audit.csv",
        "lifeboat audit export --json --since 2026-07-01 --until 2026-09-30"
      })
  static final class Export implements Action {
    @Mixin private Filter filter = new Filter();

    @Option(
        names = "--csv",
        description = "As a table, which is what it is unless '--json' is said.")
    private boolean csv;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Spec
    private CommandSpec spec;

    @Override
    public Answer run(Session session) {
      if (csv && session.options().json()) {
        throw new ParameterException(spec.commandLine(), "'--csv' and '--json' exclude each other");
      }
      return new AuditExportAnswer(
          filter.of(session.services().audit().export(session.conduct()), session.shell().zone()));
    }
  }
}
