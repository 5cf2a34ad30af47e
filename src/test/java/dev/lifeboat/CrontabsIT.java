package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.JobsWritten;
import dev.lifeboat.cli.ReadCrontab;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.schedule.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crontabs of a host, in a folder in place of /etc, and a program in place of crontab. */
class CrontabsIT {
  private static final String CONFIG =
      """
      # Ours.
      stack: shop
      mongo: {uri: 'mongodb://localhost:27017/'}
      repository: backups  # on the NAS
      encryption: none
      state: state
      objectives: {rpo: [{source: mongo, within: 6h}]}
      """;

  @TempDir Path temp;
  private Crontabs crontabs;
  private Conduct conduct;

  @BeforeEach
  void host() throws IOException {
    Path cron = Files.createDirectories(temp.resolve("etc/cron.d"));
    Files.writeString(temp.resolve("etc/crontab"), "0 4 * * * root /opt/backup-mongodb.sh 2>&1\n");
    Files.writeString(
        cron.resolve("volumes"),
        "0 2 * * * ana . /srv/.env && /opt/backup-docker-volumes.sh >> /var/log/b.log 2>&1\n");
    // Cron passes over it.
    Files.writeString(cron.resolve("volumes.dpkg-old"), "0 2 * * * ana /opt/old-backup.sh\n");
    Path program = temp.resolve("crontab");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$1" = -l ] || exit 1
        echo '*/15 * * * * source ~/.env && ~/monitor-backups.sh >> ~/monitor.log 2>&1'
        echo '0 3 * * * /usr/bin/true'
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(temp.resolve("lifeboat.yaml"), CONFIG);
    crontabs =
        new Crontabs(
            new ConfigFiles(Map.of(), temp),
            Map.of("PATH", "/usr/bin:/bin"),
            new Crontabs.Places(temp.resolve("etc"), program.toString()),
            InstantSource.system());
    conduct = new Conduct(temp.resolve("lifeboat.yaml"), Progress.silent(), Interruption.none());
  }

  @Test
  void allCrontabsOfTheHostAreLookedAtAsCronReadsThem() {
    DoctorReport report = crontabs.examine(conduct, Optional.empty());

    assertThat(report.lines().stream().map(DoctorReport.Line::group).distinct())
        .containsExactly(
            "your crontab",
            temp.resolve("etc/crontab").toString(),
            temp.resolve("etc/cron.d/volumes").toString());
    assertThat(facts(report, "your crontab")).contains("no 'source'").contains("127");
    // It has a user, as the host's crontabs have; and it runs too seldom.
    assertThat(facts(report, "etc/crontab")).doesNotContain("names a user").contains("objective");
    assertThat(facts(report, "cron.d/volumes")).contains("without exporting");
  }

  @Test
  void jobsTakeTheirPlaceAndWhatTheConfigurationWasIsKept() throws IOException {
    List<ReadCrontab> read = crontabs.read(conduct, Optional.empty());
    JobsWritten written = crontabs.write(conduct, read);

    List<Job> jobs =
        new ConfigFiles(Map.of(), temp).read(Optional.of(written.file())).daemon().jobs();
    assertThat(jobs.stream().map(job -> job.kind() + " " + job.trigger().words()))
        .containsExactlyInAnyOrder(
            "monitor cron */15 * * * *", "backup rpo 6h", "volumes cron 0 2 * * *");
    assertThat(Files.readString(written.file())).startsWith(CONFIG);
    assertThat(written.before()).hasContent(CONFIG);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written.before())))
        .isEqualTo("rw-------");
    assertThat(temp.resolve("etc/crontab")).content().contains("backup-mongodb.sh");

    // A second time finds other names, and keeps what is there now.
    Files.writeString(temp.resolve("own"), "5 5 * * * /opt/backup-mongodb.sh\n");
    String now = Files.readString(written.file());
    crontabs.write(conduct, crontabs.read(conduct, Optional.of(temp.resolve("own"))));
    assertThat(written.before()).hasContent(now);
  }

  private static String facts(DoctorReport report, String crontab) {
    return String.join(
        "\n",
        report.lines().stream()
            .filter(line -> line.group().endsWith(crontab))
            .map(line -> line.observation().toString())
            .toList());
  }
}
