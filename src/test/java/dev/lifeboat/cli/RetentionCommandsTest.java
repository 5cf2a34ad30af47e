package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ledger.Failure;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.prune.PrunePlan;
import dev.lifeboat.repository.Pruned;
import dev.lifeboat.repository.Unneeded;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Hold;
import dev.lifeboat.retention.Backup;
import dev.lifeboat.retention.Kept;
import dev.lifeboat.retention.Reason;
import dev.lifeboat.retention.RetentionPlan;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.verify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What prune, hold and release print, ask and exit with. */
class RetentionCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final BackupId OLD = BackupId.at(NOON.minusSeconds(86_400), 1);
  private static final BackupId NEW = BackupId.at(NOON, 2);

  private final FakeShell shell = new FakeShell();
  private final List<Object> asked = new ArrayList<>();
  private final Told told = new Told();

  private final class Told extends FakeServices {
    private boolean configured = true;
    private Reason reason = new Reason(Reason.Why.NEWEST, "the newest");
    private Pruned pruned = new Pruned(List.of(OLD), 3, 1_000_000, List.of(), List.of());

    @Override
    public OpenPrune prune(Conduct conduct, Optional<Duration> grace) {
      asked.add(grace);
      return new OpenPrune() {
        @Override
        public PrunePlan plan() {
          return new PrunePlan(
              configured,
              new RetentionPlan(
                  List.of(new Kept(made(NEW, NOON), List.of(reason))),
                  List.of(made(OLD, NOON.minusSeconds(86_400)))),
              List.of(),
              List.of(),
              new Unneeded(3, 1_000_000));
        }

        @Override
        public Pruned execute() {
          asked.add("execute");
          return pruned;
        }
      };
    }

    @Override
    public Hold hold(Conduct conduct, HoldChoice choice) {
      asked.add(choice);
      return new Hold("r", NEW, NOON, choice.until(), "host", choice.reason());
    }

    @Override
    public Released release(Conduct conduct, String backup) {
      return new Released(NEW.value(), 2);
    }

    @Override
    public StackName stack(Conduct conduct) {
      return new StackName("shop");
    }
  }

  private static Backup made(BackupId id, Instant time) {
    return new Backup(id, "shop", "mongo", time, time, time, false, true, false, false);
  }

  private int run(String... arguments) {
    return shell.run(told, arguments);
  }

  @Test
  void aDryRunShowsEachBackupWithItsReasonAndAsksNobody() {
    assertThat(run("prune", "--dry-run")).isZero();
    assertThat(shell.out())
        .isEqualToNormalizingNewlines(
            """
            ID                       TIME                               WHY
            20261121T120000Z-000001  2026-11-21 13:00:00 +01:00  goes   no rule keeps it
            20261122T120000Z-000002  2026-11-22 13:00:00 +01:00  stays  the newest

            1 backup will stay, 1 will go, and 3 objects with 1.0 MB that nobody needs then

            Next: lifeboat prune
            """);
    assertThat(asked).containsExactly(Optional.empty());
  }

  @Test
  void theDocumentHasTheSame() {
    assertThat(run("prune", "--dry-run", "--json", "--grace", "12h")).isZero();
    assertThat(shell.out())
        .isEqualToNormalizingNewlines(
            """
            {"dryRun":true,"policy":true,"backups":[{"id":"20261121T120000Z-000001",\
            "time":"2026-11-21T12:00:00Z","keep":false,"reasons":[]},\
            {"id":"20261122T120000Z-000002","time":"2026-11-22T12:00:00Z","keep":true,\
            "reasons":[{"kind":"newest","text":"the newest"}]}],"objects":3,"bytes":1000000,\
            "untrusted":[],"invalidHolds":[]}
            """);
    assertThat(asked).containsExactly(Optional.of(Duration.ofHours(12)));
  }

  @Test
  void nothingIsRemovedWithoutTheStacksName() {
    assertThat(run("prune")).isEqualTo(12);
    assertThat(shell.err())
        .startsWith("lifeboat: removing backups of stack 'shop' needs a confirmation");
    assertThat(run("prune", "--confirm", "shpo")).isEqualTo(12);
    assertThat(asked).isEmpty();
    assertThat(run("prune", "--confirm", "shop")).isZero();
    assertThat(asked).contains("execute");
    assertThat(shell.out())
        .isEqualToNormalizingNewlines("✓ 1 backup removed, and 3 objects with 1.0 MB\n");
  }

  @Test
  void withoutAPolicyNothingIsRemoved() {
    told.configured = false;
    assertThat(run("prune", "--confirm", "shop")).isZero();
    assertThat(shell.out()).startsWith("Nothing is removed: there is no 'retention'");
    assertThat(asked).doesNotContain("execute");
  }

  @Test
  void whatIsOutOfTheOrdinaryIsReported() {
    told.reason = new Reason(Reason.Why.UNTIMELY, "says that it was finished at some time");
    told.pruned =
        new Pruned(
            List.of(),
            0,
            0,
            List.of("backup 'x' on host 'y', since z"),
            List.of(Problem.of(Code.PRUNE_BLOCKED, "nobody can tell")));
    assertThat(run("prune", "--confirm", "shop")).isEqualTo(3);
    assertThat(shell.err())
        .contains("warning: backup '" + NEW + "' stays: it says that it was finished at some time");
    assertThat(shell.out())
        .contains("✗ nobody can tell\n")
        .contains("Objects stay until the next prune")
        .contains("  backup 'x' on host 'y', since z\n");
  }

  @Test
  void aHoldNeedsAReasonAndAnEndThatIsToCome() {
    assertThat(run("hold", "latest")).isEqualTo(2);
    assertThat(run("hold", "latest", "--reason", " ")).isEqualTo(2);
    assertThat(run("hold", "latest", "--reason", "x", "--until", "2026-11-21")).isEqualTo(2);
    assertThat(asked).isEmpty();
    assertThat(run("hold", "latest", "--reason", "x", "--until", "2026-11-23")).isZero();
    assertThat(asked)
        .containsExactly(
            new HoldChoice(
                "latest", "x", Optional.of(Instant.parse("2026-11-23T22:59:59.999999999Z"))));
    assertThat(shell.out())
        .startsWith("✓ Backup " + NEW + " is held until 2026-11-23 23:59:59 +01:00\n");
  }

  @Test
  void aReleaseSaysWhichBackup() {
    assertThat(run("release", "latest", "--json")).isZero();
    assertThat(shell.out())
        .isEqualToNormalizingNewlines("{\"backup\":\"%s\",\"holds\":2}%n".formatted(NEW));
  }

  @Test
  void aListShowsWhatIsHeld() {
    FakeServices services =
        new FakeServices() {
          @Override
          public Listing list(Conduct conduct) {
            return new Listing(
                "shop",
                "/srv/backups",
                new dev.lifeboat.repository.Backups(List.of(Samples.entry(Optional.empty()))),
                Verdicts.NONE,
                Map.of(Samples.ID, "audit"),
                NOON);
          }
        };
    assertThat(shell.run(services, "list")).isZero();
    assertThat(shell.out()).contains("HELD: audit, before deploy, #deploy");
  }

  @Test
  void whatWasFoundDamagedIsShownAsThat() {
    Failure failure = new Failure(Samples.ID, Level.STORED, NOON);
    FakeServices services =
        new FakeServices() {
          @Override
          public ShownBackup show(Conduct conduct, String backup) {
            return new ShownBackup(
                Samples.entry(Optional.empty()),
                "/srv/backups",
                Optional.empty(),
                Optional.empty(),
                new ShownBackup.Seen(
                    Optional.empty(), Optional.of(failure), Optional.empty(), NOON));
          }
        };
    assertThat(shell.run(services, "show")).isZero();
    assertThat(shell.out()).contains("was found damaged at 2026");
  }
}
