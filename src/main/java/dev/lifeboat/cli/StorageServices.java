package dev.lifeboat.cli;

import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.repository.CopyReport;
import java.util.Optional;

/** What is done with the places where repositories live. */
public interface StorageServices {
  /**
   * Copies the backups to a second place.
   *
   * @param to where; the configuration's {@code copy} if not said
   */
  CopyReport copy(Conduct conduct, Optional<String> to);

  /**
   * Tries out what a place can do, and leaves nothing behind.
   *
   * @param place where; the configuration's {@code repository} if not said
   */
  DoctorReport tryOut(Conduct conduct, Optional<String> place);
}
