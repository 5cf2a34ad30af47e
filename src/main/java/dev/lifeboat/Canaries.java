package dev.lifeboat;

import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.DrillChoice;
import dev.lifeboat.drill.Canary;
import dev.lifeboat.drill.DrillScenario;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.mongo.MongoCanary;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Plants a canary, and has a backup made with it. */
record Canaries(
    Wiring wiring, BiFunction<Conduct, BackupChoice, String> backups, InstantSource clock) {
  /**
   * Plants one, if the choice asks for it.
   *
   * @throws dev.lifeboat.problem.ProblemException DRILL_REFUSED, if the configuration doesn't allow
   *     it
   */
  Optional<Canary> plant(Conduct conduct, DrillChoice choice) {
    if (!choice.canary()) {
      return Optional.empty();
    }
    if (!wiring.config().watching().drill().canary()) {
      throw Problem.of(
              Code.DRILL_REFUSED,
              "a canary is a document in the production database, and the configuration doesn't"
                  + " allow it",
              "allow it in lifeboat.yaml: drill: {canary: true}",
              "or leave out --canary")
          .exception();
    }
    if (choice.backup().isPresent()
        || choice.scenario() == DrillScenario.VOLUME
        || choice.scenario() == DrillScenario.INTEGRITY) {
      throw Problem.of(
              Code.DRILL_REFUSED,
              "a canary is in a backup of the database that is made after it was planted",
              "leave out --canary, or --backup")
          .exception();
    }
    String database = database();
    Instant now = clock.instant();
    byte[] dice = new byte[16];
    new SecureRandom().nextBytes(dice);
    String token = HexFormat.of().formatHex(dice);
    MongoCanary.plant(wiring.mongo(), database, token, now);
    String backup =
        backups.apply(
            conduct,
            new BackupChoice(
                Optional.of("drill with a canary"), List.of(), false, Optional.empty()));
    return Optional.of(
        new Canary(database + "." + MongoCanary.COLLECTION, token, now, backup, false));
  }

  /** The one with most data: that it comes back matters most. */
  private String database() {
    try (BackupSource source = wiring.source(false)) {
      return source.live().stream()
          .filter(item -> item.name().contains(".") && !item.name().matches("(admin|config)\\..*"))
          .max(Comparator.comparingLong(LiveItem::bytes))
          .map(item -> item.name().substring(0, item.name().indexOf('.')))
          .orElseThrow(
              () ->
                  Problem.of(
                          Code.DRILL_REFUSED,
                          "the database is empty, so there is nowhere to plant a canary",
                          "leave out --canary")
                      .exception());
    }
  }
}
