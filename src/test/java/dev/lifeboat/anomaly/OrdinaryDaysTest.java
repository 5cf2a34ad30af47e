package dev.lifeboat.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on ordinary days makes no backup suspicious. */
class OrdinaryDaysTest {
  private final List<Facts> history = new ArrayList<>();
  private final List<Anomaly> anomalies = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void thirtyDaysRaiseNothing(long seed) {
    Shop shop = new Shop(seed);
    for (int day = 0; day < 35; day++) {
      backUp(shop);
      assertThat(anomalies).as("day %d", day).noneMatch(Anomaly::alarming);
      shop.live();
      happening(shop, day);
    }
    // People read what is said; so little is said.
    assertThat(anomalies).hasSizeLessThan(10);
    assertThat(anomalies)
        .extracting(Anomaly::kind)
        .contains(Kind.COLLECTION_NEW, Kind.COLLECTION_RENAMED)
        .doesNotContain(Kind.ENTROPY_UP, Kind.FOREIGN, Kind.STALE, Kind.DUPLICATED);
  }

  /** Besides growth, weekends, expired sessions, a queue and a log for each day. */
  private static void happening(Shop shop, int day) {
    switch (day) {
      case 3 ->
          shop.collection("tokens")
              .documents
              .removeIf(token -> Shop.made(token).isBefore(shop.now().minus(Duration.ofDays(40))));
      case 6 -> shop.collections.put("coupons", new ShopCollection("coupons", 1, false));
      case 7 -> shop.today(shop.collection("coupons"), 40);
      case 8 -> shop.today(shop.collection("coupons"), 45);
      case 10 -> shop.collection("orders").indexes++;
      case 12 -> shop.collection("messages").indexes--;
      case 14 -> shop.renameUsers("accounts");
      case 16 ->
          shop.collection("accounts")
              .change(user -> user.append("phone", new BsonString("unknown")));
      case 18 -> shop.collection("settings").documents.removeLast();
      case 20 -> shop.today(shop.collection("settings"), 4);
      case 22 -> {
        // A report that is computed and removed again.
        shop.collections.put("report_tmp", new ShopCollection("report_tmp", 0, false));
        shop.today(shop.collection("report_tmp"), 200);
      }
      case 23 -> shop.collections.remove("report_tmp");
      case 25 -> shop.today(shop.collection("orders"), 800);
      case 27 ->
          shop.collection("orders").change(order -> order.append("paid", order.get("amount")));
      case 28 -> shop.collection("messages").documents.subList(4000, 4400).clear();
      default -> {}
    }
  }

  @Test
  void quietWeekendsRaiseNothing() {
    Shop shop = new Shop(7);
    for (int day = 0; day < 30; day++) {
      backUp(shop);
      if (shop.weekend()) {
        shop.sleep();
      } else {
        shop.live();
      }
    }
    assertThat(anomalies).noneMatch(Anomaly::alarming);
  }

  @Test
  void theFirstDaysOfAnApplicationRaiseNothing() {
    Shop shop = new Shop(8);
    shop.collections.values().forEach(collection -> collection.documents.clear());
    backUp(shop);
    backUp(shop);
    for (int day = 0; day < 20; day++) {
      shop.live();
      backUp(shop);
    }
    assertThat(anomalies).noneMatch(Anomaly::alarming);
  }

  @Test
  void aDatabaseThatNeverChangesRaisesNothing() {
    Shop shop = new Shop(9);
    for (int day = 0; day < 30; day++) {
      backUp(shop);
      shop.sleep();
    }
    assertThat(anomalies).noneMatch(Anomaly::alarming);
  }

  @Test
  void photographsThatAreAddedRaiseNothing() {
    Shop shop = new Shop(10);
    for (int day = 0; day < 20; day++) {
      backUp(shop);
      shop.live();
      byte[] photograph = new byte[5000];
      shop.random().nextBytes(photograph);
      shop.today(shop.collection("products"), 2);
      shop.collection("products")
          .documents
          .getLast()
          .append("photograph", new BsonBinary(photograph));
    }
    assertThat(anomalies).noneMatch(Anomaly::alarming);
  }

  @Test
  void whatIsRestoredIsKnown() {
    Shop shop = new Shop(11);
    Facts old = shop.facts();
    for (int day = 0; day < 10; day++) {
      backUp(shop);
      shop.live();
    }
    Facts restored = new Facts(shop.now(), Duration.ofMinutes(1), old.items());
    assertThat(Examiner.examine(restored, history)).noneMatch(Anomaly::alarming);
  }

  private void backUp(Shop shop) {
    Facts facts = shop.facts();
    anomalies.addAll(Examiner.examine(facts, history));
    history.add(facts);
  }
}
