package dev.lifeboat.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of an engine. */
record Volumes(Connection connection) {
  List<Volume> list(Map<String, String> labels) {
    return connection
        .calls()
        .run(
            "list the volumes",
            () -> {
              var command = connection.client().listVolumesCmd();
              if (!labels.isEmpty()) {
                command.withFilter("label", Filters.labels(labels));
              }
              return Reading.some(command.exec().getVolumes()).stream()
                  .map(Reading::volume)
                  .sorted(Comparator.comparing(Volume::name))
                  .toList();
            });
  }

  Optional<Volume> find(String name) {
    return connection.calls().run("look at the volume '" + name + "'", () -> inspect(name));
  }

  private Optional<Volume> inspect(String name) {
    try {
      return Optional.of(Reading.volume(connection.client().inspectVolumeCmd(name).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
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
