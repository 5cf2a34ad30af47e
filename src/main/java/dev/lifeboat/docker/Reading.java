package dev.lifeboat.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.DockerObject;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes our records from what the library read: any of its values may be absent. */
final class Reading {
  private Reading() {}

  static Container container(InspectContainerResponse from) {
    InspectContainerResponse.ContainerState state = from.getState();
    ContainerConfig config = from.getConfig();
    HostConfig host = from.getHostConfig();
    return new Container(
        text(from.getId()),
        text(from.getName()).replaceFirst("^/", ""),
        text(config.getImage()),
        text(from.getImageId()),
        list(config.getEntrypoint()),
        list(config.getCmd()),
        ContainerState.of(text(state.getStatus())),
        Optional.ofNullable(state.getHealth()).flatMap(each -> health(each.getStatus())),
        Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue).orElse(0),
        Boolean.TRUE.equals(state.getOOMKilled()),
        time(from.getCreated()),
        time(state.getStartedAt()),
        time(state.getFinishedAt()),
        map(config.getLabels()),
        mounts(from),
        Environment.parse(list(config.getEnv())),
        attachments(from),
        ports(from),
        host == null ? "" : text(host.getNetworkMode()),
        restart(host),
        Optional.ofNullable(from.getRestartCount()).orElse(0),
        number(config, "StopTimeout").map(Duration::ofSeconds));
  }

  static Image image(InspectImageResponse from) {
    ContainerConfig config = from.getConfig();
    return new Image(
        text(from.getId()),
        some(from.getRepoTags()),
        some(from.getRepoDigests()),
        config == null ? Map.of() : map(config.getLabels()),
        Optional.ofNullable(from.getSize()).orElse(0L));
  }

  private static Optional<Health> health(@Nullable String status) {
    return switch (text(status).toLowerCase(Locale.ROOT)) {
      case "starting" -> Optional.of(Health.STARTING);
      case "healthy" -> Optional.of(Health.HEALTHY);
      case "unhealthy" -> Optional.of(Health.UNHEALTHY);
      default -> Optional.empty();
    };
  }

  private static List<Mount> mounts(InspectContainerResponse from) {
    List<Mount> mounts = new ArrayList<>();
    for (InspectContainerResponse.Mount each : some(from.getMounts())) {
      // The library doesn't read the type; only volumes have names, and memory has no source.
      String name = text(each.getName());
      String source = text(each.getSource());
      Mount.Type type =
          !name.isEmpty()
              ? Mount.Type.VOLUME
              : source.isEmpty() ? Mount.Type.TMPFS : Mount.Type.BIND;
      mounts.add(
          new Mount(
              type,
              type == Mount.Type.VOLUME ? name : source,
              each.getDestination() == null ? "" : text(each.getDestination().getPath()),
              Boolean.FALSE.equals(each.getRW())));
    }
    return mounts;
  }

  private static List<Attachment> attachments(InspectContainerResponse from) {
    List<Attachment> attachments = new ArrayList<>();
    if (from.getNetworkSettings() != null) {
      map(from.getNetworkSettings().getNetworks())
          .forEach((name, network) -> attachments.add(attachment(name, network)));
    }
    return attachments;
  }

  private static Attachment attachment(String name, ContainerNetwork network) {
    return new Attachment(
        name,
        Optional.of(text(network.getIpAddress()))
            .filter(text -> !text.isEmpty())
            .or(
                () ->
                    Optional.of(text(network.getGlobalIPv6Address()))
                        .filter(text -> !text.isEmpty())),
        some(network.getAliases()));
  }

  private static List<PublishedPort> ports(InspectContainerResponse from) {
    List<PublishedPort> published = new ArrayList<>();
    Ports ports = from.getNetworkSettings() == null ? null : from.getNetworkSettings().getPorts();
    if (ports != null) {
      for (Map.Entry<ExposedPort, Ports.Binding[]> each : ports.getBindings().entrySet()) {
        for (Ports.Binding binding : list(each.getValue())) {
          published.add(
              new PublishedPort(
                  each.getKey().getPort(),
                  each.getKey().getProtocol().toString(),
                  Integer.parseInt(text(binding.getHostPortSpec()))));
        }
      }
    }
    return published;
  }

  private static RestartPolicy restart(@Nullable HostConfig host) {
    return host == null || host.getRestartPolicy() == null
        ? RestartPolicy.NO
        : new RestartPolicy(
            Optional.of(text(host.getRestartPolicy().getName()))
                .filter(name -> !name.isEmpty())
                .orElse("no"),
            Optional.ofNullable(host.getRestartPolicy().getMaximumRetryCount()).orElse(0));
  }

  /** Go's zero time says that something never was. */
  static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null || text.isEmpty() || text.startsWith("0001-")
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> raw(DockerObject from, String key) {
    return Optional.ofNullable(from.getRawValues().get(key));
  }

  private static Optional<Long> number(DockerObject from, String key) {
    return raw(from, key)
        .flatMap(each -> each instanceof Number number ? Optional.of(number) : Optional.empty())
        .map(Number::longValue);
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> list(T @Nullable [] values) {
    return values == null ? List.of() : Arrays.asList(values);
  }

  static <T> List<T> some(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }

  static <V> Map<String, V> map(@Nullable Map<String, V> values) {
    return values == null ? Map.of() : values;
  }
}
