package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.doctor.DoctorReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is done with the crontabs of this host. */
public interface CrontabServices {
  /**
   * Names what is wrong with crontabs; needs no configuration.
   *
   * @param file which; empty for the user's own and the host's
   */
  DoctorReport examine(Conduct conduct, Optional<Path> file);

  /** Plans the jobs that take the place of lines; needs no configuration. */
  List<ReadCrontab> read(Conduct conduct, Optional<Path> file);

  /** Puts such jobs into the configuration, of which a copy is kept. */
  @Audited("schedule import")
  JobsWritten write(Conduct conduct, List<ReadCrontab> crontabs);
}
