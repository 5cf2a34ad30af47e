package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.repository.CopyReport;
import java.util.Optional;

/** What is done with the places where repositories live. */
public interface StorageServices {
  /**
   * Copies the backups to a second place.
   *
   * @throws dev.lifeboat.problem.ProblemException USAGE, if nothing says where to
   */
  @Audited(value = "copy", copied = true)
  CopyReport copy(Conduct conduct, CopyChoice choice);

  /**
   * Tries out what a place can do, and leaves nothing behind.
   *
   * @param place where; the configuration's {@code repository} if not said
   */
  DoctorReport tryOut(Conduct conduct, Optional<String> place);
}
