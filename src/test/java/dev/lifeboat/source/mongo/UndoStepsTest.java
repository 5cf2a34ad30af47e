package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RestoreStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class UndoStepsTest {
  private static List<String> words(StagedKind... kinds) {
    List<JournalEntry> entries = new ArrayList<>();
    for (StagedKind kind : kinds) {
      entries.add(
          new JournalEntry(
              entries.size(),
              kind,
              Action.REPLACE,
              "shop",
              "c" + entries.size(),
              Optional.empty(),
              Optional.empty(),
              new BsonDocument(),
              new BsonDocument(),
              Optional.empty(),
              List.of()));
    }
    JournalHeader header =
        new JournalHeader(
            "r1",
            "shop",
            "b1",
            JournalState.SWAPPED,
            List.of("shop"),
            Duration.ofDays(7),
            JournalOwner.self("t"),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return UndoSteps.of(header, entries).stream().map(RestoreStep::description).toList();
  }

  @Test
  void speaksOfOne() {
    assertThat(words(StagedKind.VIEW, StagedKind.COLLECTION, StagedKind.TIMESERIES))
        .containsExactly(
            "swap 1 collection back; what is there now is kept for 7 d",
            "copy 1 time-series collection aside and fill it as before",
            "put 1 view back");
  }

  @Test
  void speaksOfSeveral() {
    assertThat(
            words(
                StagedKind.COLLECTION,
                StagedKind.COLLECTION,
                StagedKind.TIMESERIES,
                StagedKind.TIMESERIES,
                StagedKind.VIEW,
                StagedKind.VIEW,
                StagedKind.USERS))
        .containsExactly(
            "swap 2 collections back; what is there now is kept for 7 d",
            "copy 2 time-series collections aside and fill them as before",
            "put 2 views back",
            "take back changes to users");
  }
}
