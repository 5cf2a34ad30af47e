package dev.lifeboat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.compose.ServiceContainer.Condition;
import dev.lifeboat.compose.ServiceContainer.State;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartOrderTest {
  private final FakeContainers stack = new FakeContainers();

  private void add(String service, String... dependsOn) {
    Map<String, Condition> needs = new HashMap<>();
    for (String each : dependsOn) {
      needs.put(each, Condition.STARTED);
    }
    stack.add(service, State.RUNNING, needs);
  }

  @Test
  void putsFirstWhatOthersDependOn() {
    add("a", "b", "outside");
    add("b", "c");
    add("c");
    add("d");
    assertThat(StartOrder.of(stack.of("shop")))
        .extracting(ServiceContainer::service)
        .containsExactly("c", "b", "a", "d");
  }

  @Test
  void namesEachOnceWhereTheyDependOnOneAnother() {
    add("a", "b");
    add("b", "a");
    add("c", "c");
    assertThat(StartOrder.of(stack.of("shop")))
        .extracting(ServiceContainer::service)
        .containsExactly("b", "a", "c");
  }
}
