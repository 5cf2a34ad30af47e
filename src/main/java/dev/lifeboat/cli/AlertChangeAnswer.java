package dev.lifeboat.cli;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Silence;
import java.time.Instant;
import java.util.Optional;

/**
 * That an alert is taken care of, or something is silenced.
 *
 * @param act what was done, for programs
 * @param number of the alert or the silence
 * @param until when a silence ends
 */
record AlertChangeAnswer(String act, long number, String about, Optional<Instant> until)
    implements Answer {
  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String SILENCED = "silenced";

  static AlertChangeAnswer of(Alert alert) {
    return new AlertChangeAnswer(ACKNOWLEDGED, alert.number(), alert.key(), Optional.empty());
  }

  static AlertChangeAnswer of(Silence silence) {
    return new AlertChangeAnswer(
        SILENCED, silence.number(), silence.about(), Optional.of(silence.until()));
  }

  static AlertChangeAnswer ended(Silence silence) {
    return new AlertChangeAnswer("ended", silence.number(), silence.about(), Optional.empty());
  }

  @Override
  public Object document() {
    return this;
  }

  @Override
  public String text(Page page) {
    String what =
        switch (act) {
          case ACKNOWLEDGED ->
              " Alert %d, %s, is taken care of: no reminders until it gets worse"
                  .formatted(number, about);
          case SILENCED ->
              " Silence %d: nothing of %s is said until %s"
                  .formatted(number, about, until.map(page::moment).orElse(""));
          default -> " Silence %d of %s is over".formatted(number, about);
        };
    return page.ok() + what + "\n" + page.next("lifeboat alert list");
  }
}
