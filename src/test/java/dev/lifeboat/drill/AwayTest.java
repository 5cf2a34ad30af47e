package dev.lifeboat.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.LiveItem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong elsewhere: a drill doesn't write to production. */
class AwayTest {
  private static Production production(String... addresses) {
    return new Production() {
      @Override
      public List<String> addresses() {
        return List.of(addresses);
      }

      @Override
      public List<LiveItem> live() {
        return List.of();
      }
    };
  }

  @Test
  void aServerOfItsOwnIsFine() {
    List<Check> checks =
        Away.look(new FakeServer("127.0.0.1:40111", List.of()), production("127.0.0.1:27017"));

    assertThat(checks).hasSize(3).allMatch(Check::holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:27017", "localhost:27017", "localhost"})
  void refusesProductionWhateverItIsCalled(String name) {
    var server = new FakeServer("127.0.0.1:27017", List.of());

    assertRefused(server, production("10.1.2.3:27017", name), "is production's");
  }

  @Test
  void refusesAServerThatOthersCanReach() {
    assertRefused(
        new FakeServer("192.0.2.7:40111", List.of()), production("10.1.2.3:27017"), "other hosts");
  }

  @Test
  void refusesAServerThatHoldsData() {
    var orders = new LiveItem("shop.orders", "collection", 7, 700, 1);

    assertRefused(
        new FakeServer("127.0.0.1:40111", List.of(orders)),
        production("127.0.0.1:1"),
        "shop.orders");
  }

  private static void assertRefused(DrillServer server, Production production, String fact) {
    assertThatThrownBy(() -> Away.look(server, production))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(fact)
        .extracting(e -> ((ProblemException) e).problems().getFirst().code())
        .isEqualTo(Code.DRILL_NOT_ISOLATED);
  }
}
