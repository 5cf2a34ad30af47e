package dev.lifeboat.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {
  private static StackService service(String name, String... dependsOn) {
    Map<String, String> all =
        Arrays.stream(dependsOn).collect(Collectors.toMap(each -> each, _ -> "service_started"));
    return new StackService(name, List.of(), all);
  }

  private static List<String> names(List<StackService> services) {
    return services.stream().map(StackService::name).toList();
  }

  private final List<StackService> shop =
      List.of(
          service("web", "api"),
          service("api", "mongodb", "redis"),
          service("redis"),
          service("mongodb"),
          service("mail"));

  @Test
  void whatOthersDependOnStartsFirstAndStopsLast() {
    assertThat(names(ServiceOrder.ofStart(shop)))
        .containsExactly("mongodb", "redis", "api", "mail", "web");
    assertThat(names(ServiceOrder.ofStop(shop)))
        .containsExactly("web", "mail", "api", "redis", "mongodb");
  }

  @Test
  void aCircleAndAServiceThatIsMissingAreNoObstacle() {
    assertThat(names(ServiceOrder.ofStart(List.of(service("a", "b", "gone"), service("b", "a")))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void thingsOfOneServiceStayTogetherInTheirOrder() {
    Map<String, List<String>> needs = Map.of("api", List.of("db", "gone"), "c", List.of("c"));

    assertThat(
            ServiceOrder.ofStart(
                List.of("c-1", "api-2", "api-1", "db-1"),
                each -> each.replaceFirst("-.*", ""),
                each -> needs.getOrDefault(each.replaceFirst("-.*", ""), List.of())))
        .containsExactly("db-1", "api-2", "api-1", "c-1");
  }

  @Test
  void aCircleIsEnteredByName() {
    assertThat(
            names(
                ServiceOrder.ofStart(
                    List.of(service("a", "b"), service("b", "a"), service("c", "c")))))
        .containsExactly("b", "a", "c");
  }

  @Test
  void findsWhatCannotDoWithoutAService() {
    Stack stack = new Stack("shop", shop, List.of(), Optional.empty());

    assertThat(names(ServiceOrder.dependents(stack, List.of("mongodb"))))
        .containsExactly("mongodb", "api", "web");
    assertThat(names(ServiceOrder.dependents(stack, List.of("mail")))).containsExactly("mail");
  }
}
