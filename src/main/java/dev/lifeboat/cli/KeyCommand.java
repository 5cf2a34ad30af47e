package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat key} and what belongs to it. Without a further word it lists. */
@Command(
    name = "key",
    description = {
      "See, change and test the keys of the backups.",
      "A change is for the next backups: nothing in the repository is written again."
    },
    footer = {
      "lifeboat key list",
      "lifeboat key add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
      "lifeboat key test"
    })
final class KeyCommand implements Action {
  /** With everything below it. */
  static CommandLine build() {
    CommandLine key = new CommandLine(new KeyCommand());
    key.addSubcommand(new ListKeys());
    key.addSubcommand(new AddKey());
    key.addSubcommand(new RemoveKey());
    key.addSubcommand(new RotateKey());
    key.addSubcommand(new TestKey());
    key.addSubcommand(new Kit());
    return key;
  }

  @Override
  public Answer run(Session session) {
    return new ListKeys().run(session);
  }

  /** {@code lifeboat key list}. */
  @Command(
      name = "list",
      description = "Show whom backups are encrypted for, and which keys this host has.",
      footer = "lifeboat key list")
  static final class ListKeys implements Action {
    @Override
    public Answer run(Session session) {
      return new KeyListAnswer(session.services().keys().list(session.conduct()));
    }
  }

  /** {@code lifeboat key add}. */
  @Command(
      name = "add",
      description = {
        "Encrypt the next backups for one more recipient.",
        "The next backup stores everything again. Older backups stay as they are."
      },
      footer = "lifeboat key add \"$(age-keygen -y safe.key)\"")
  static final class AddKey implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "RECIPIENT", description = "A public key, age1….")
    private String recipient;

    @Override
    public Answer run(Session session) {
      return KeyChangeAnswer.added(session.services().keys().add(session.conduct(), recipient));
    }
  }

  /** {@code lifeboat key remove}. */
  @Command(
      name = "remove",
      description = {
        "Encrypt the next backups for one recipient less.",
        "Whoever has its identity can still open the backups that there are."
      },
      footer = "lifeboat key remove \"$(age-keygen -y safe.key)\"")
  static final class RemoveKey implements Action {
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
    @Parameters(paramLabel = "RECIPIENT", description = "A public key, age1….")
    private String recipient;

    @Override
    public Answer run(Session session) {
      return KeyChangeAnswer.removed(
          session.services().keys().remove(session.conduct(), recipient));
    }
  }

  /** {@code lifeboat key rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Put a new identity in the place of this host's, and print the recovery kit.",
        "The old identity stays and is still tried: it alone opens the backups made so far."
      },
      footer = {"lifeboat key rotate", "lifeboat key rotate --to keys/2027.key"})
  static final class RotateKey implements Action {
    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "The new identity's file; lifeboat-2.key and so on if not said.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Answer run(Session session) {
      KeyRotationAnswer answer =
          new KeyRotationAnswer(session.services().keys().rotate(session.conduct(), file));
      answer.rotation().kit().ifPresent(kit -> KitPaper.showIfAttended(session, kit));
      return answer;
    }
  }

  /** {@code lifeboat key test}. */
  @Command(
      name = "test",
      description = {
        "Open every object that a backup needs, to know that the key is the right one.",
        "Exits with 11 if the key is missing, damaged or another one."
      },
      footer = {
        "lifeboat key test",
        "lifeboat key test --identity safe.key",
        "pass show lifeboat | lifeboat key test --identity -"
      })
  static final class TestKey implements Action {
    @Parameters(
        paramLabel = "BACKUP",
        arity = "0..1",
        description = "An id or its beginning, or latest; latest if not said.")
    private String backup = "latest";

    @Option(
        names = "--identity",
        paramLabel = "FILE",
        description = "The key to test, or - for standard input; the configuration's if not said.")
    private Optional<Path> identity = Optional.empty();

    @Override
    public Answer run(Session session) {
      return new KeyTestAnswer(session.services().keys().test(session.conduct(), backup, identity));
    }
  }

  /** {@code lifeboat key kit}. */
  @Command(
      name = "kit",
      description = {
        "Print the recovery kit again: what you need when this host is lost.",
        "It holds the identity, so it goes to a terminal or to a file that only you can read."
      },
      footer = {"lifeboat key kit", "lifeboat key kit --output kit.txt"})
  static final class Kit implements Action {
    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "Write it into this new file, with mode 0600.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Answer run(Session session) {
      if (output.isEmpty() && (!session.out().terminal() || session.options().json())) {
        throw Problem.of(
                Code.USAGE,
                "the recovery kit holds a secret, and standard output is not a terminal",
                "write it into a file that only you can read: lifeboat key kit --output FILE")
            .exception();
      }
      KitPaper paper = new KitPaper(session.services().keys().kit(session.conduct()));
      if (output.isEmpty()) {
        return new Script("kit", paper.forTerminal(session.page()));
      }
      paper.write(output.get());
      return new KitWritten(output.get());
    }
  }

  /** A kit that went to a file. */
  record KitWritten(Path file) implements Answer {
    @Override
    public Object document() {
      return this;
    }

    @Override
    public String text(Page page) {
      return page.ok()
          + " The recovery kit is in '"
          + file
          + "'. Print it or move it off this host, then delete it.\n";
    }
  }
}
