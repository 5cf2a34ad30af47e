package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Info;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** What an engine says of itself. */
final class Facts {
  private Facts() {}

  static EngineInfo info(Connection connection) {
    Info info =
        connection.calls().run("ask the engine", () -> connection.client().infoCmd().exec());
    List<String> security = Reading.some(info.getSecurityOptions());
    return new EngineInfo(
        Reading.text(info.getServerVersion()),
        connection.wire().version(),
        Reading.text(info.getArchitecture()),
        Reading.text(info.getDockerRootDir()),
        security.stream().anyMatch(each -> each.contains("rootless")));
  }

  static Usage usage(Connection connection, Duration limit) {
    JsonNode said;
    try {
      said =
          connection
              .calls()
              .run(
                  "measure the engine's volumes",
                  limit,
                  // Images and the build cache take long, too; an engine before 23.0 measures all.
                  () -> connection.wire().json("/system/df?type=volume"));
    } catch (ProblemException e) {
      if (e.getCause() instanceof TimeoutException) {
        return new Usage(Map.of());
      }
      throw e;
    }
    Map<String, Long> volumes = new HashMap<>();
    for (JsonNode each : said.path("Volumes")) {
      long size = each.path("UsageData").path("Size").asLong(-1);
      if (size >= 0) {
        volumes.put(each.path("Name").asText(), size);
      }
    }
    return new Usage(volumes);
  }
}
