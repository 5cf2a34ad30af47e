package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.config.ContactSettings;
import dev.lifeboat.maintenance.Done;
import dev.lifeboat.maintenance.Duty;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What concerns people: whom to call, and what they have to do again and again. */
public interface TeamServices {
  /** Whom to call. */
  ContactSettings contacts(Conduct conduct);

  /** How all maintenance stands, the one that is due first first. */
  List<Duty> duties(Conduct conduct, ZoneId zone);

  /**
   * Writes that something was done.
   *
   * @param at when; now if not said
   * @throws dev.lifeboat.problem.ProblemException USAGE, if there is no such item
   */
  @Audited(
      value = "maintenance done",
      names = {"item", "evidence", "at"})
  Done done(Conduct conduct, String item, String evidence, Optional<Instant> at);
}
