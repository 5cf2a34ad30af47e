package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of an engine. */
record Volumes(Connection connection) {
  // Read as they are: the library drops the time of creation from lists.
  List<Volume> list(Map<String, String> labels) {
    return connection
        .calls()
        .run(
            "list the volumes",
            () -> {
              List<Volume> found = new ArrayList<>();
              for (JsonNode each :
                  connection.wire().json("/volumes" + Filters.query(labels)).path("Volumes")) {
                found.add(volume(each));
              }
              found.sort(Comparator.comparing(Volume::name));
              return List.copyOf(found);
            });
  }

  Optional<Volume> find(String name) {
    return connection.calls().run("look at the volume '" + name + "'", () -> inspect(name));
  }

  private Optional<Volume> inspect(String name) throws IOException {
    try {
      return Optional.of(volume(connection.wire().json("/volumes/" + Wire.escaped(name))));
    } catch (DockerException e) {
      if (e.getHttpStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Volume volume(JsonNode from) {
    return new Volume(
        from.path("Name").asText(),
        from.path("Driver").asText(),
        texts(from.path("Options")),
        texts(from.path("Labels")),
        Reading.time(from.path("CreatedAt").asText()));
  }

  private static Map<String, String> texts(JsonNode from) {
    Map<String, String> texts = new HashMap<>();
    from.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  Volume create(NewVolume wanted) {
    return connection
        .calls()
        .run(
            "create the volume '" + wanted.name() + "'",
            () -> {
              var _ =
                  connection
                      .client()
                      .createVolumeCmd()
                      .withName(wanted.name())
                      .withDriver(wanted.driver())
                      .withDriverOpts(wanted.options())
                      .withLabels(wanted.labels())
                      .exec();
              return inspect(wanted.name()).orElseThrow();
            });
  }

  void remove(String name, boolean force) {
    connection
        .calls()
        .run(
            "remove the volume '" + name + "'",
            () -> {
              try {
                connection
                    .wire()
                    .delete("/volumes/" + Wire.escaped(name) + "?force=" + (force ? "1" : "0"));
              } catch (DockerException e) {
                if (e.getHttpStatus() != 404) {
                  throw e;
                }
              }
              return true;
            });
  }
}
