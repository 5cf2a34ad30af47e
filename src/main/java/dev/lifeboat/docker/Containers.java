package dev.lifeboat.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MountType;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The containers of an engine. */
record Containers(Connection connection) {
  /** A tar stream of a whole volume goes through one call. */
  private static final Duration WHOLE_ARCHIVE = Duration.ofHours(24);

  List<Container> list(Map<String, String> labels) {
    return list("label", Filters.labels(labels));
  }

  List<Container> with(String volume) {
    return list("volume", List.of(volume)).stream()
        .filter(each -> each.mountOf(volume).isPresent())
        .toList();
  }

  private List<Container> list(String filter, List<String> values) {
    return calls()
        .run(
            "list the containers",
            () -> {
              var command = connection.client().listContainersCmd().withShowAll(true);
              if (!values.isEmpty()) {
                command.withFilter(filter, values);
              }
              List<Container> found = new ArrayList<>();
              for (var each : command.exec()) {
                // One that goes meanwhile isn't there any more.
                inspect(each.getId()).ifPresent(found::add);
              }
              found.sort(Comparator.comparing(Container::name));
              return List.copyOf(found);
            });
  }

  Optional<Container> find(String container) {
    return calls().run("look at the container '" + container + "'", () -> inspect(container));
  }

  private Optional<Container> inspect(String container) {
    try {
      return Optional.of(
          Reading.container(connection.client().inspectContainerCmd(container).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  String create(NewContainer wanted) {
    return calls()
        .run(
            "create a container of '" + wanted.image() + "'",
            () -> {
              HostConfig host =
                  HostConfig.newHostConfig()
                      .withMounts(wanted.mounts().stream().map(Containers::mount).toList())
                      .withRestartPolicy(
                          com.github.dockerjava.api.model.RestartPolicy.parse(
                              wanted.restart().toString()));
              if (!wanted.networkMode().isEmpty()) {
                host.withNetworkMode(wanted.networkMode());
              }
              CreateContainerCmd command =
                  connection
                      .client()
                      .createContainerCmd(wanted.image())
                      .withHostConfig(host)
                      .withEnv(wanted.env().words())
                      .withLabels(wanted.labels());
              if (!wanted.name().isEmpty()) {
                command.withName(wanted.name());
              }
              if (!wanted.entrypoint().isEmpty()) {
                command.withEntrypoint(wanted.entrypoint());
              }
              if (!wanted.command().isEmpty()) {
                command.withCmd(wanted.command());
              }
              if (!wanted.user().isEmpty()) {
                command.withUser(wanted.user());
              }
              return command.exec().getId();
            });
  }

  private static com.github.dockerjava.api.model.Mount mount(Mount mount) {
    var made =
        new com.github.dockerjava.api.model.Mount()
            .withType(
                switch (mount.type()) {
                  case VOLUME -> MountType.VOLUME;
                  case BIND -> MountType.BIND;
                  case TMPFS -> MountType.TMPFS;
                })
            .withTarget(mount.destination())
            .withReadOnly(mount.readOnly());
    if (!mount.source().isEmpty()) {
      made.withSource(mount.source());
    }
    if (mount.type() == Mount.Type.VOLUME) {
      // Else the engine fills an empty volume with what the image has at that path.
      made.withVolumeOptions(new com.github.dockerjava.api.model.VolumeOptions().withNoCopy(true));
    }
    return made;
  }

  void start(String container) {
    act("start", container, () -> connection.client().startContainerCmd(container).exec());
  }

  void stop(String container, Duration grace) {
    calls()
        .run(
            "stop the container '" + container + "'",
            grace.plus(Calls.SHORT),
            unchanged(
                () ->
                    connection
                        .client()
                        .stopContainerCmd(container)
                        .withTimeout((int) grace.toSeconds())
                        .exec()));
  }

  void pause(String container) {
    act("pause", container, () -> connection.client().pauseContainerCmd(container).exec());
  }

  void unpause(String container) {
    act("unpause", container, () -> connection.client().unpauseContainerCmd(container).exec());
  }

  void kill(String container) {
    if (find(container).filter(each -> each.state().isUp()).isPresent()) {
      act("kill", container, () -> connection.client().killContainerCmd(container).exec());
    }
  }

  void remove(String container, boolean force) {
    act(
        "remove",
        container,
        () -> {
          try {
            return connection
                .client()
                .removeContainerCmd(container)
                .withForce(force)
                .withRemoveVolumes(true)
                .exec();
          } catch (NotFoundException e) {
            return null;
          }
        });
  }

  InputStream archive(String container, String path) {
    String what = "read '%s' of the container '%s'".formatted(path, container);
    String request =
        Wire.query(
            "/containers/" + Wire.escaped(container) + "/archive",
            List.of(Map.entry("path", path)));
    return new GuardedStream(
        calls().run(what, () -> connection.wire().stream(request)), calls().address(), what);
  }

  void putArchive(String container, String path, InputStream tar) {
    calls()
        .run(
            "write to '%s' of the container '%s'".formatted(path, container),
            WHOLE_ARCHIVE,
            () ->
                connection
                    .client()
                    .copyArchiveToContainerCmd(container)
                    .withRemotePath(path)
                    .withTarInputStream(tar)
                    .exec());
  }

  private void act(String verb, String container, Callable<?> call) {
    calls().run(verb + " the container '" + container + "'", unchanged(call));
  }

  /** What is as it shall be already is no error. */
  private static Callable<Boolean> unchanged(Callable<?> call) {
    return () -> {
      try {
        call.call();
        return true;
      } catch (NotModifiedException e) {
        return false;
      }
    };
  }

  private Calls calls() {
    return connection.calls();
  }
}
