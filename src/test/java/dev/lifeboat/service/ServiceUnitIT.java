package dev.lifeboat.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit, judged by systemd itself. */
class ServiceUnitIT {
  private static final Path TOOL = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path folder;

  private Path unit() throws Exception {
    assumeTrue(Files.exists(TOOL), "there is no systemd-analyze");
    ServiceUnit unit =
        new ServiceUnit(
            "shop",
            "daemon",
            List.of("daemon"),
            List.of("/bin/sh", "-c", "echo \"50 % of $HOME\"", "/srv/a b/lifeboat.yaml"),
            Path.of("/var/lib/lifeboat/shop"),
            List.of(Path.of("/srv/my backups"), Path.of("/mnt/50%")),
            false);
    Path file = folder.resolve(unit.name());
    Files.writeString(file, unit.text());
    return file;
  }

  @Test
  void systemdUnderstandsEveryLine() throws Exception {
    Finished verified = Command.of(TOOL.toString(), "verify", "--man=no", unit().toString()).run();

    assertThat(verified.error().lines().filter(line -> line.contains("lifeboat-shop"))).isEmpty();
    assertThat(verified.status()).as(verified.error()).isZero();
  }

  @Test
  void systemdFindsLittleExposed() throws Exception {
    Finished judged =
        Command.of(
                TOOL.toString(),
                "security",
                "--offline=yes",
                "--no-pager",
                "--threshold=20",
                unit().toString())
            .run();

    assertThat(judged.status()).as(judged.output() + judged.error()).isZero();
  }
}
