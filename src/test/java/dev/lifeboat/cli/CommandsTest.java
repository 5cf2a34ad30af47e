package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.Finding;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands print and exit with, told by services that only report. */
final class CommandsTest {
  private final FakeShell shell = new FakeShell();
  private final List<Object> asked = new ArrayList<>();

  private final class Told extends FakeServices {
    private List<Problem> missing = List.of();
    private List<Finding> findings = List.of();
    private Optional<Problem> untrusted = Optional.empty();
    private PreparedRestore prepared = Samples.prepared(Samples.planned(), List.of());

    @Override
    public BackupReport backup(Conduct conduct, BackupChoice choice) {
      asked.add(choice);
      return new BackupReport(
          Samples.manifest(missing.isEmpty()),
          "/srv/backups",
          Samples.items(),
          missing,
          List.of(),
          List.of());
    }

    @Override
    public Listing list(Conduct conduct) {
      return new Listing(
          "shop",
          "/srv/backups",
          new Backups(List.of(Samples.entry(untrusted))),
          Verdicts.NONE,
          Map.of(),
          Instant.parse("2026-11-22T09:00:00Z"));
    }

    @Override
    public ShownBackup show(Conduct conduct, String backup) {
      return new ShownBackup(
          Samples.entry(untrusted), "/srv/backups", Optional.empty(), Optional.empty());
    }

    @Override
    public VerifyReport verify(Conduct conduct, VerifyChoice choice) {
      asked.add(choice);
      return new VerifyReport(
          choice.level(), List.of(Samples.ID), 3, 84_000_000, findings, Duration.ofSeconds(2));
    }

    @Override
    public DoctorReport doctor(Conduct conduct) {
      return new DoctorReport(
          List.of(
              new DoctorReport.Line(
                  "files",
                  Observation.ok("configuration", "'/srv/shop/lifeboat.yaml', stack 'shop'")),
              new DoctorReport.Line(
                  "MongoDB",
                  Observation.warn(
                      "topology",
                      "a standalone server: what is written while a backup runs may be in it by"
                          + " halves",
                      "rs.initiate()")),
              new DoctorReport.Line(
                  "MongoDB",
                  Observation.fail(
                      "rights", Code.MONGO_UNAUTHORIZED, "user 'app' may not back up"))),
          Duration.ofMillis(250));
    }

    @Override
    public StackName stack(Conduct conduct) {
      return new StackName("shop");
    }

    @Override
    public OpenRestore restore(Conduct conduct, RestoreChoice choice) {
      asked.add(choice);
      return new OpenRestore() {
        @Override
        public PreparedRestore prepared() {
          return prepared;
        }

        @Override
        public RestoreReport execute() {
          asked.add("execute");
          return new RestoreReport(
              "7180f2",
              prepared.manifest(),
              "localhost:27017",
              List.of(),
              List.of(),
              Duration.ofSeconds(3),
              Optional.empty(),
              List.of());
        }

        @Override
        public void close() {
          asked.add("close");
        }
      };
    }
  }

  private final Told told = new Told();

  @Test
  void aConfirmedRestoreSurvivesALostTerminalFromTheVerificationOn() {
    Map<String, Boolean> survived = new TreeMap<>();
    FakeServices services =
        new FakeServices() {
          @Override
          public StackName stack(Conduct conduct) {
            return new StackName("shop");
          }

          @Override
          public OpenRestore restore(Conduct conduct, RestoreChoice choice) {
            survived.put(choice.backup(), shell.survivesHangup);
            throw Problem.of(Code.MONGO_UNREACHABLE, "no").exception();
          }
        };
    int _ = shell.run(services, "restore", "first", "--dry-run");
    int _ = shell.run(services, "restore", "second", "--confirm", "shop");
    assertThat(survived).isEqualTo(Map.of("first", false, "second", true));
  }

  private int run(String... line) {
    return shell.run(told, line);
  }

  @Test
  void aBackupEndsWithWhatCountsAndTheNextCommand() {
    assertThat(run("backup", "-q")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            ✓ Backup completed
              id           20261122T080000Z-3f9a2c
              size         223 MB source, 84 MB stored, 1.0 MB of it new
              content      2 collections, 1,000 documents
              location     /srv/backups
              consistency  snapshot, 2026-11-22 09:00:01 +01:00
              took         2.50 s

            Next: lifeboat verify latest --level content
            """);
  }

  @Test
  void aBackupIsADocumentForScripts() {
    assertThat(run("backup", "--json")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            {"id":"20261122T080000Z-3f9a2c","stack":"shop","source":"mongo","startedAt":"2026-11-22T08:00:00Z",\
            "finishedAt":"2026-11-22T08:00:02.500Z","moment":"2026-11-22T08:00:01Z",\
            "consistency":"snapshot","complete":true,"reason":"before deploy","tags":["deploy"],\
            "location":"/srv/backups","sourceBytes":223000000,"storedBytes":84000000,\
            "newBytes":1000000,"signer":"trusted","problem":null,"opened":true,"collections":[\
            {"namespace":"shop.cheap","kind":"view","documents":0,"bytes":0,"indexes":2,\
            "fingerprint":null,"note":null},\
            {"namespace":"shop.orders","kind":"collection","documents":1000,"bytes":30000,\
            "indexes":2,"fingerprint":"%s","note":null}],"accounts":[\
            {"namespace":"admin.system.users","kind":"users","documents":2,"bytes":400,\
            "indexes":2,"fingerprint":"%1$s","note":null}],"held":null,"missing":[],"warnings":[],\
            "suspicious":false,"accepted":null,"anomalies":[],"origin":null}
            """
                .formatted(Samples.SUM));
  }

  @Test
  void aBackupThatLacksSomethingSaysSoAndExitsWith3() {
    told.missing = List.of(Problem.of(Code.CAPTURE_INCOMPLETE, "'shop.logs' can't be read"));
    assertThat(run("backup", "-q")).isEqualTo(3);
    assertThat(shell.out())
        .startsWith("✗ Backup completed in part: it lacks what is named below\n")
        .contains("  missing      'shop.logs' can't be read\n");
    assertThat(shell.err()).isEqualTo("warning: not in the backup: 'shop.logs' can't be read\n");
  }

  @Test
  void aBackupTakesWhatWasSaid() {
    run("backup", "--reason", "why", "--tag", "a", "--tag=b", "--fsync-lock", "--min-free", "5GB");
    assertThat(asked)
        .containsExactly(
            new BackupChoice(
                Optional.of("why"),
                List.of("a", "b"),
                true,
                Optional.of(ByteSize.of(5_000_000_000L))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "backup --min-free lots     | '--min-free': 'lots' is not a size such as 10GB or 64MiB",
        "verify --max-age soon      | '--max-age': 'soon' is not a span such as 7d, 6h or 90s",
        "verify --level deep        | 'deep' is not a value of '--level'",
        "restore --keep-old long    | '--keep-old': 'long' is not a span such as 7d, 6h or 90s",
        "restore --at tomorrow      | '--at': 'tomorrow' is not a time such as '2026-11-22 10:15",
        "restore latest --at 2026-11-22 | '--at' chooses a backup itself",
        "restore --detailed-exitcode | '--detailed-exitcode' goes with '--dry-run'",
        "undo --yes                 | unknown option '--yes'",
        "init --encryption rot13    | 'rot13' is not a value of '--encryption'",
      })
  void saysWhatAGoodValueLooksLike(String line, String fact) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(shell.err()).contains(fact).contains("Code: usage (exit 2)\n");
    assertThat(asked).isEmpty();
  }

  @Test
  void listsBackupsInEightyColumns() {
    shell.attached.add(Stream.OUT);
    shell.variables.put("NO_COLOR", "1");
    assertThat(run("list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            ID                       MOMENT                      SOURCE     NEW  VERIFIED  NOTE
            20261122T080000Z-3f9a2c  2026-11-22 09:00:01 +01:00  223 MB  1.0 MB  -         before …

            1 backup in /srv/backups
            """);
  }

  @Test
  void theDoctorSaysInEightyColumnsWhatToDo() {
    shell.attached.add(Stream.OUT);
    shell.variables.put("NO_COLOR", "1");
    assertThat(run("doctor")).isEqualTo(4);
    assertThat(shell.out())
        .isEqualTo(
            """
            files
            ✓ configuration  '/srv/shop/lifeboat.yaml', stack 'shop'

            MongoDB
            ! topology       a standalone server: what is written while a backup runs may be
                             in it by halves
              Hint: rs.initiate()
            ✗ rights         user 'app' may not back up

            ✗ 1 failure and 1 warning in 0.25 s
            """);
  }

  @Test
  void theDoctorSaysItToScripts() {
    assertThat(run("doctor", "--json")).isEqualTo(4);
    assertThat(shell.out())
        .startsWith("{\"healthy\":false,\"warnings\":1,\"failures\":1,\"seconds\":0.250,")
        .contains("{\"group\":\"MongoDB\",\"subject\":\"rights\",\"grade\":\"fail\",")
        .contains("\"hints\":[],\"code\":\"mongo-unauthorized\"}");
  }

  @Test
  void listsWhyABackupIsNotTrusted() {
    told.untrusted = Optional.of(Problem.of(Code.MANIFEST_FORGED, "the signature is wrong"));
    assertThat(run("list", "--json")).isZero();
    assertThat(shell.out())
        .startsWith("{\"stack\":\"shop\",\"location\":\"/srv/backups\",\"backups\":[{\"id\":\"")
        .contains(
            "\"problem\":{\"code\":\"manifest-forged\",\"message\":\"the signature is wrong\"");
    shell.out.reset();
    assertThat(run("show")).isEqualTo(7);
    assertThat(shell.out()).contains("  signer    ✗ the signature is wrong\n");
  }

  @Test
  void namesWhatAVerificationFoundAndWhomItAffects() {
    told.findings =
        List.of(
            new Finding(
                Problem.of(Code.OBJECT_CORRUPT, "object 'ab' is damaged", "copy it from elsewhere"),
                List.of(Samples.ID, "20261122T090000Z-000000")));
    assertThat(run("verify", "--level", "content", "-q")).isEqualTo(7);
    assertThat(asked).containsExactly(new VerifyChoice("latest", Level.CONTENT, Optional.empty()));
    assertThat(shell.out())
        .isEqualTo(
            """
            ✗ 1 finding in 1 backup, at level content
            ✗ object 'ab' is damaged
              Hint: copy it from elsewhere
              affects 20261122T080000Z-3f9a2c
                      20261122T090000Z-000000
              backup  20261122T080000Z-3f9a2c
              read    3 objects, 84 MB in 2.00 s

            Next: lifeboat backup
            """);
  }

  @Test
  void showsTheWholePlanOfARestore() {
    assertThat(run("restore", "--dry-run", "--at", "2026-11-22 10:00")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            Plan: restore backup 20261122T080000Z-3f9a2c
              into       localhost:27017
              back to    2026-11-22 09:00:01 +01:00, 1 h 14 min ago
              loses      the writes of 1 min 00 s, up to 2026-11-22 09:01:01 +01:00
              keeps      what is there now, for 7 d
              room       60 kB needed, 1.0 GB free
              may write  app at 172.17.0.3 (4 connections)

            COLLECTION   ACTION   DOCUMENTS NOW   SIZE  IN BACKUP   SIZE
            shop.orders  replace          1,200  36 kB      1,000  30 kB
            shop.new     keep                 5  500 B          -      -

            Steps (! changes what applications see):
              1. load 1 collection beside the present data
            ! 2. swap 1 collection in one act

            warning: the proof of 'shop.orders' is weaker

            Next: lifeboat restore 20261122T080000Z-3f9a2c
            """);
    assertThat(asked)
        .containsExactly(
            new RestoreChoice(
                "latest",
                Optional.of(Instant.parse("2026-11-22T09:00:00Z")),
                new RestoreDestination.Staged(),
                RestoreSelection.ALL,
                false,
                false,
                false,
                Optional.empty(),
                Elsewhere.NOWHERE),
            "close");
  }

  @Test
  void passesOnWhatIsChosenAndUnderWhichName() {
    run(
        "restore",
        "--dry-run",
        "--only=shop.orders,blog",
        "--only=shop.u*",
        "--rename=blog=blog2",
        "--as=x");
    assertThat(asked.getFirst())
        .isInstanceOfSatisfying(
            RestoreChoice.class,
            choice ->
                assertThat(choice.selection())
                    .isEqualTo(
                        RestoreSelection.only("shop.orders", "blog", "shop.u*")
                            .rename("blog", "blog2")
                            .as("x")));
    assertThat(run("restore", "--rename", "shop")).isEqualTo(2);
    assertThat(shell.err()).contains("'shop' is not of the form FROM=TO");
  }

  @Test
  void showsTheBiggestOfVeryManyCollectionsAndTheSumsOfTheRest() {
    List<PlannedItem> items = new ArrayList<>();
    for (int i = 1; i <= 41; i++) {
      items.add(
          new PlannedItem(
              "shop.c" + i,
              Optional.empty(),
              "collection",
              Action.REPLACE,
              i,
              1000L * i,
              2L * i,
              2000L * i));
    }
    told.prepared = Samples.prepared(items.subList(0, 40), List.of());
    run("restore", "--dry-run");
    assertThat(shell.out()).contains("\nshop.c1 ", "\nshop.c40 ").doesNotContain(" more ");
    shell.out.reset();

    told.prepared = Samples.prepared(items, List.of());
    run("restore", "--dry-run");
    assertThat(shell.out())
        .contains("SIZE\nshop.c41 ", "\nshop.c12 ")
        .doesNotContain("shop.c11 ")
        .containsPattern("\nand 11 more +replace +66 +66 kB +132 +132 kB\n")
        .contains("\nThe biggest 30 of 41; --verbose names all.\n\nSteps");
    shell.out.reset();
    run("restore", "--dry-run", "--verbose");
    assertThat(shell.out()).contains("\nshop.c1 ", "\nshop.c41 ").doesNotContain(" more ");
    shell.out.reset();
    run("restore", "--dry-run", "--json");
    assertThat(shell.out()).contains("\"shop.c1\"", "\"shop.c41\"");
  }

  @Test
  void tellsByTheExitCodeThatThereIsSomethingToDo() {
    assertThat(run("restore", "--dry-run", "--detailed-exitcode")).isEqualTo(8);
    List<PlannedItem> kept = List.of(Samples.planned().getLast());
    told.prepared = Samples.prepared(kept, List.of());
    assertThat(run("restore", "--dry-run", "--detailed-exitcode")).isZero();
  }

  @Test
  void showsARefusedPlanAndExitsAsTheRefusalSays() {
    Problem refusal = Problem.of(Code.RESTORE_REFUSED, "4 clients are connected", "stop them");
    told.prepared = Samples.prepared(Samples.planned(), List.of(refusal));
    assertThat(run("restore", "--dry-run")).isEqualTo(12);
    assertThat(shell.out()).endsWith("\n✗ 4 clients are connected\nHint: stop them\n");
    assertThat(run("restore", "--confirm", "shop")).isEqualTo(12);
    assertThat(shell.err()).contains("Plan: restore").contains("lifeboat: 4 clients are connected");
    assertThat(asked).doesNotContain("execute");
  }

  @Test
  void looksAtNothingForAConfirmationThatCantBeRight() {
    assertThat(run("restore", "--confirm", "shpo")).isEqualTo(12);
    assertThat(run("restore")).isEqualTo(12);
    assertThat(asked).isEmpty();
  }

  @Test
  void restoresOnceThePersonHasSeenThePlanAndTypedTheName() {
    shell.attached.addAll(List.of(Stream.IN, Stream.ERR));
    shell.variables.put("NO_COLOR", "1");
    shell.typed = "shop\n";
    assertThat(run("restore", "-q")).isZero();
    assertThat(shell.err())
        .startsWith("Plan: restore backup")
        .endsWith("Type the name of the stack, shop, to go on: ");
    assertThat(shell.out()).startsWith("✓ Restored and proven: backup 20261122T080000Z-3f9a2c\n");
    assertThat(asked).endsWith("execute", "close");
  }
}
