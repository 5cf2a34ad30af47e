package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Info;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an engine says of itself. */
final class Facts {
  private static final Duration LONG = Duration.ofMinutes(15);

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

  static Usage usage(Connection connection) {
    JsonNode said =
        connection
            .calls()
            .run("measure the engine's things", LONG, () -> connection.wire().json("/system/df"));
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
