package dev.lifeboat.cli;

import dev.lifeboat.maintenance.Done;

/** That something was done. */
record MaintenanceDoneAnswer(Done done) implements Answer {
  @Override
  public Object document() {
    return done;
  }

  @Override
  public String text(Page page) {
    return "%s '%s' was done on %s: %s%n%s"
        .formatted(
            page.ok(),
            done.item(),
            MaintenanceAnswer.day(page, done.at()),
            done.evidence(),
            page.next("lifeboat maintenance list"));
  }
}
