package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.PlannedItem.Action;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RecordingSink;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.units.Spans;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** Plans out of facts, without a server. */
class RestorePlannerTest {
  private static final int MEGABYTE = 1_000_000;

  @Test
  void tooLittleRoomIsRefusedWithNumbersAndAlternatives() {
    var plan = plan(RestoreBench.PLAIN, facts(Optional.of(100_000L), List.of()));
    assertThat(plan.refusals()).extracting(Problem::code).containsExactly(Code.ROOM_TOO_SMALL);
    assertThat(plan.refusals().getFirst().message())
        .isEqualTo(
            "the restore needs about 700 kB beside the present data, and MongoDB's disk has 100"
                + " kB");
    assertThat(plan.refusals().getFirst().hints()).hasSize(3);
  }

  @Test
  void enoughRoomIsNot() {
    assertThat(plan(RestoreBench.PLAIN, facts(Optional.of(800_000L), List.of())).refusals())
        .isEmpty();
    assertThat(plan(RestoreBench.PLAIN, facts(Optional.empty(), List.of())).refusals()).isEmpty();
  }

  @Test
  void theTargetsOwnRatioCounts() {
    var dense = new RestorePresent("shop", "orders", "collection", new BsonDocument(), 5, 100, 20);
    assertThat(plan(RestoreBench.PLAIN, facts(Optional.empty(), List.of(dense))).roomNeeded())
        .isEqualTo(MEGABYTE / 5);
  }

  @Test
  void writersAreRefusedOnlyIfItMustBeQuiet() {
    var facts = facts(Optional.empty(), List.of());
    assertThat(plan(RestoreBench.PLAIN, facts).refusals()).isEmpty();
    assertThat(plan(RestoreBench.QUIET, facts).refusals())
        .extracting(Problem::message)
        .containsExactly("other clients may write: chat at 10.0.0.5 (3 connections)");
  }

  @Test
  void onlyWhatIsMeantIsSetAside() {
    var other = new RestorePresent("shop", "other", "collection", new BsonDocument(), 1, 1, 1);
    var facts = facts(Optional.empty(), List.of(other));
    assertThat(action(plan(RestoreBench.PLAIN, facts), "shop.other")).isEqualTo(Action.KEEP);
    assertThat(action(plan(RestoreBench.EXACT, facts), "shop.other")).isEqualTo(Action.SET_ASIDE);
    var some = Map.<String, Object>of("collections", List.of("shop.orders"));
    assertThat(action(plan(RestoreBench.EXACT, facts, some), "shop.other")).isEqualTo(Action.KEEP);
  }

  @Test
  void anotherKindIsRefused() {
    var view = new RestorePresent("shop", "orders", "view", new BsonDocument(), 0, 0, 0);
    assertThat(plan(RestoreBench.PLAIN, facts(Optional.empty(), List.of(view))).refusals())
        .extracting(Problem::message)
        .containsExactly("'shop.orders' is a collection in the backup and a view in the target");
  }

  @Test
  void anOlderServerIsWarnedOf() {
    var plan =
        plan(RestoreBench.PLAIN, facts(Optional.empty(), List.of()), Map.of("version", "8.0.4"));
    assertThat(plan.warnings())
        .containsExactly(
            "the backup is of MongoDB 8.0.4, the target is 6.0.5: what an older server doesn't know"
                + " makes the proof fail");
  }

  @Test
  void anOplogThatTheLoadFillsIsWarnedOf() {
    assertThat(plan(RestoreBench.PLAIN, withOplog(3 * MEGABYTE)).warnings()).isEmpty();
    assertThat(plan(RestoreBench.PLAIN, withOplog(2 * MEGABYTE)).warnings())
        .singleElement()
        .asString()
        .startsWith("the load writes about 1.2 MB to the oplog, which holds 2.0 MB: ");
  }

  private static RestoreFacts withOplog(long size) {
    return facts(Optional.empty(), List.of(), Optional.of(size));
  }

  @Test
  void theStepsSayWhatIsDestructive() {
    var plan = plan(RestoreBench.PLAIN, facts(Optional.empty(), List.of()));
    assertThat(plan.steps())
        .containsExactly(
            new RestoreStep(
                "load 1 collection beside the present data, build their indexes", false),
            new RestoreStep("read everything back and compare it with the backup", false),
            new RestoreStep(
                "swap 1 collection in one act; the old ones are kept for "
                    + Spans.print(RestoreBench.PLAIN.keepOld()),
                true));
  }

  private static Action action(RestorePlan plan, String name) {
    return plan.items().stream()
        .filter(item -> item.name().equals(name))
        .map(PlannedItem::action)
        .findFirst()
        .orElseThrow();
  }

  private static RestorePlan plan(RestoreRequest request, RestoreFacts facts) {
    return plan(request, facts, Map.of());
  }

  private static RestorePlan plan(
      RestoreRequest request, RestoreFacts facts, Map<String, Object> details) {
    var name = new StreamName("shop/orders.bson");
    CapturedStream stream = new RecordingSink.Recorded(new byte[MEGABYTE], Fingerprint.EMPTY);
    var item =
        new Item(
            "shop.orders",
            "collection",
            Optional.of(new Fingerprint("0".repeat(64), 1000, MEGABYTE)),
            1,
            List.of(name),
            Map.of("db", "shop", "collection", "orders"),
            Optional.empty());
    var backup =
        RecordedStreams.of(
            new Capture(
                new Consistency.ClusterTime(Instant.EPOCH, 1),
                List.of(item),
                List.of(new NamedStream(name, stream)),
                details,
                List.of(),
                List.of()));
    return new RestorePlanner(backup, RestoreItem.all(backup), request, facts).plan();
  }

  private static RestoreFacts facts(Optional<Long> roomFree, List<RestorePresent> present) {
    return facts(roomFree, present, Optional.empty());
  }

  private static RestoreFacts facts(
      Optional<Long> roomFree, List<RestorePresent> present, Optional<Long> oplogSize) {
    return new RestoreFacts(
        "db:27017",
        "6.0.5",
        true,
        new RestoreInventory(present, present.size()),
        Optional.of(Set.of()),
        Optional.of(Set.of()),
        true,
        roomFree,
        Optional.empty(),
        List.of("chat at 10.0.0.5 (3 connections)"),
        Optional.empty(),
        oplogSize);
  }
}
