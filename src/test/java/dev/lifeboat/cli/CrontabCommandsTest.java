package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.schedule.crontab.Crontab;
import dev.lifeboat.schedule.crontab.Takeover;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the commands about crontabs ask for, print and exit with. */
class CrontabCommandsTest {
  private final FakeShell shell = new FakeShell();
  private final List<Object> asked = new ArrayList<>();
  private final FakeServices services =
      new FakeServices() {
        @Override
        public CrontabServices crontabs() {
          return new Told();
        }
      };

  private final class Told implements CrontabServices {
    @Override
    public DoctorReport examine(Conduct conduct, Optional<Path> file) {
      asked.add(file);
      return new DoctorReport(
          List.of(
              new DoctorReport.Line(
                  "tab", Observation.fail("line 2", Code.CONFIG_INVALID, "exit 127", "mend it"))),
          Duration.ofSeconds(1));
    }

    @Override
    public List<ReadCrontab> read(Conduct conduct, Optional<Path> file) {
      String text = "0 2 * * * /b/backup-mongodb.sh\n5 5 * * * /x\n";
      return List.of(
          new ReadCrontab(
              "tab",
              Takeover.of(
                  Crontab.parse(text, false), Map.of(), List.of(), Instant.EPOCH, ZoneOffset.UTC)));
    }

    @Override
    public JobsWritten write(Conduct conduct, List<ReadCrontab> crontabs) {
      asked.add("write");
      return new JobsWritten(Path.of("/etc/lifeboat.yaml"), Path.of("/etc/lifeboat.yaml.before"));
    }
  }

  @Test
  void doctorLooksAtCrontabsWithAndWithoutAFile() {
    assertThat(shell.run(services, "doctor", "--crontab")).isEqualTo(2);
    assertThat(shell.run(services, "doctor", "--crontab", "mine")).isEqualTo(2);

    assertThat(asked).containsExactly(Optional.empty(), Optional.of(Path.of("mine")));
    assertThat(shell.out()).contains("line 2  exit 127").contains("Hint: mend it");
  }

  @Test
  void importPrintsJobsAndWhatStays() {
    assertThat(shell.run(services, "schedule", "import")).isZero();

    assertThat(asked).isEmpty();
    assertThat(shell.out())
        .contains("jobs:\n  # tab, line 1\n  database: {kind: backup, cron: \"0 2 * * *\"}\n")
        .contains("# not taken over:\n#   tab, line 2: ");
  }

  @Test
  void importWritesWhenToldTo() {
    assertThat(shell.run(services, "schedule", "import", "--write")).isZero();

    assertThat(asked).containsExactly("write");
    assertThat(shell.out()).contains("The jobs are in '/etc/lifeboat.yaml'");
  }
}
