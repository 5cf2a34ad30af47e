package dev.lifeboat.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of these makes a backup suspicious, and says why. */
class DisasterTest {
  private final Shop shop = new Shop(42);
  private final List<Facts> history = new ArrayList<>();

  @BeforeEach
  void threeWeeks() {
    for (int day = 0; day < 21; day++) {
      history.add(shop.facts());
      shop.live();
    }
    assertThat(alarms()).isEmpty();
  }

  @Test
  void theVolumeIsGone() {
    shop.collections.clear();
    assertThat(alarms()).containsExactly(Kind.EMPTY);
  }

  @Test
  void theCollectionsAreThereAndEmpty() {
    shop.collections.values().forEach(collection -> collection.documents.clear());
    assertThat(alarms()).containsExactly(Kind.EMPTY);
  }

  @Test
  void onlyABlackmailersNoteIsLeft() {
    shop.collections.clear();
    shop.collections.put("README", new ShopCollection("README", 1, false));
    shop.today(shop.collection("README"), 1);
    assertThat(alarms()).contains(Kind.COLLECTION_GONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "orders", "settings", "products"})
  void oneCollectionIsGone(String name) {
    shop.collections.remove(name);
    assertThat(alarms()).containsExactly(Kind.COLLECTION_GONE);
  }

  @Test
  void halfOfTheCollectionsAreGone() {
    List.of("orders", "messages", "tokens", "settings").forEach(shop.collections::remove);
    assertThat(alarms()).hasSize(4).containsOnly(Kind.COLLECTION_GONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "messages"})
  void sixtyPercentOfACollectionAreDeleted(String name) {
    shop.collection(name).documents.removeIf(_ -> shop.random().nextInt(100) < 60);
    assertThat(alarms()).containsExactly(Kind.DOCUMENTS_LOST);
  }

  @Test
  void sixtyPercentOfAllAreDeleted() {
    everywhere(all -> all.documents.removeIf(_ -> shop.random().nextInt(100) < 60));
    assertThat(alarms()).contains(Kind.DOCUMENTS_LOST);
  }

  @Test
  void whatIsOldIsDeletedEverywhere() {
    // A purge with a wrong date: of one collection it would be ordinary.
    everywhere(
        all ->
            all.documents.removeIf(
                document -> Shop.made(document).isBefore(shop.now().minus(Duration.ofDays(20)))));
    assertThat(alarms()).containsAnyOf(Kind.DOCUMENTS_LOST, Kind.FOREIGN);
  }

  @Test
  void allDocumentsAreEncrypted() {
    everywhere(all -> all.change(shop::encrypted));
    assertThat(alarms()).contains(Kind.ENTROPY_UP);
  }

  @Test
  void theLargestCollectionIsEncrypted() {
    shop.collection("messages").change(shop::encrypted);
    assertThat(alarms()).contains(Kind.ENTROPY_UP);
  }

  @Test
  void allIndexesAreLost() {
    everywhere(all -> all.indexes = Math.min(all.indexes, 1));
    assertThat(alarms()).isNotEmpty().containsOnly(Kind.INDEXES_LOST);
  }

  @Test
  void nothingChangesForDays() {
    for (int day = 0; day < 6; day++) {
      history.add(shop.facts());
      shop.sleep();
    }
    assertThat(alarms()).containsExactly(Kind.UNCHANGED);
  }

  @Test
  void nothingNewIsWrittenForDays() {
    for (int day = 0; day < 8; day++) {
      shop.sleep();
      shop.collection("products").documents.getFirst().put("state", new BsonString("x" + day));
    }
    assertThat(alarms()).containsExactly(Kind.STALE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDatabaseIsThatOfAnotherEnvironment(boolean older) {
    Shop other = new Shop(99);
    for (int day = 0; day < (older ? 3 : 40); day++) {
      other.live();
    }
    if (!older) {
      // Made from scratch, some time ago.
      other
          .collections
          .values()
          .forEach(all -> all.documents.removeIf(d -> Shop.made(d).isBefore(shop.now())));
    }
    Facts facts = other.facts();
    assertThat(alarms(new Facts(shop.now(), facts.took(), facts.items())))
        .containsAnyOf(Kind.FOREIGN, Kind.DOCUMENTS_LOST);
  }

  @Test
  void documentsAreCutShort() {
    everywhere(
        all ->
            all.change(
                document ->
                    new BsonDocument("_id", document.get("_id"))
                        .append("name", document.get("name"))));
    assertThat(alarms()).contains(Kind.DOCUMENTS_SHORTER);
  }

  @Test
  void aFieldIsNullEverywhere() {
    everywhere(all -> all.change(document -> document.append("text", BsonNull.VALUE)));
    assertThat(alarms()).contains(Kind.DOCUMENTS_SHORTER);
  }

  @Test
  void everythingIsThereTwice() {
    everywhere(all -> all.documents.addAll(all.named(all.name).documents));
    assertThat(alarms()).containsExactly(Kind.DUPLICATED);
  }

  @Test
  void theSecondBackupEverIsCompared() {
    List<Facts> one = List.of(history.getLast());
    shop.collections.remove("users");
    assertThat(Examiner.examine(shop.facts(), one)).anyMatch(Anomaly::alarming);
    shop.collections.clear();
    assertThat(Examiner.examine(shop.facts(), one)).anyMatch(Anomaly::alarming);
    assertThat(Examiner.examine(shop.facts(), List.of())).isEmpty();
  }

  @Test
  void withoutContentsTheSizeIsCompared() {
    assertThat(Examiner.examineSize(4, List.of(10L, 9L, 12L)))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.kind()).isEqualTo(Kind.SMALLER);
              assertThat(anomaly.alarming()).isTrue();
            });
    assertThat(Examiner.examineSize(5, List.of(10L, 9L, 12L))).isEmpty();
    assertThat(Examiner.examineSize(0, List.of())).isEmpty();
  }

  @Test
  void itSaysWhatItSaw() {
    shop.collections.remove("settings");
    assertThat(Examiner.examine(shop.facts(), history))
        .extracting(Anomaly::message)
        .contains("'shop.settings' is gone, with 3 documents");
  }

  @Test
  void howLongItTookIsOnlyARemark() {
    Facts facts = shop.facts();
    Facts slow = new Facts(facts.moment(), Duration.ofHours(2), facts.items());
    assertThat(Examiner.examine(slow, history))
        .filteredOn(anomaly -> anomaly.kind() == Kind.SLOW)
        .singleElement()
        .matches(anomaly -> !anomaly.alarming());
  }

  private void everywhere(Consumer<ShopCollection> act) {
    shop.collections.values().forEach(act);
  }

  private List<Kind> alarms() {
    return alarms(shop.facts());
  }

  private List<Kind> alarms(Facts now) {
    return Examiner.examine(now, history).stream()
        .filter(Anomaly::alarming)
        .map(Anomaly::kind)
        .toList();
  }
}
