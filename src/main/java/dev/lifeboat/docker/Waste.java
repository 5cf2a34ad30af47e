package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** What nobody needs any more, and how it goes without taking anything along. */
record Waste(Connection connection) {
  private static final Duration LONG = Duration.ofMinutes(15);

  /** How much each container wrote beside its volumes, in bytes, by its id. */
  Map<String, Long> containerSizes() {
    JsonNode said =
        connection
            .calls()
            .run(
                "measure the containers",
                LONG,
                () -> connection.wire().json("/containers/json?all=1&size=1"));
    Map<String, Long> sizes = new HashMap<>();
    said.forEach(each -> sizes.put(each.path("Id").asText(), each.path("SizeRw").asLong(0)));
    return Map.copyOf(sizes);
  }

  void removeContainer(String container) {
    remove(
        "container '" + container + "'",
        () ->
            connection
                .client()
                .removeContainerCmd(container)
                .withForce(false)
                .withRemoveVolumes(false)
                .exec());
  }

  void removeImage(String id) {
    remove(
        "image '" + id + "'",
        () -> connection.client().removeImageCmd(id).withForce(false).withNoPrune(true).exec());
  }

  private void remove(String what, Callable<?> call) {
    connection
        .calls()
        .run(
            "remove the " + what,
            () -> {
              try {
                call.call();
                return true;
              } catch (NotFoundException e) {
                return false;
              }
            });
  }
}
