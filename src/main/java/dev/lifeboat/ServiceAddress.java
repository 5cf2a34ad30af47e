package dev.lifeboat;

import dev.lifeboat.compose.ComposeLabels;
import dev.lifeboat.config.Config;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.EngineAddress;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a service of the stack answers: its container's address changes with every start. */
final class ServiceAddress {
  private static final Pattern URI =
      Pattern.compile("(mongodb://(?:[^@/]*@)?)([^/?]+)(/[^?]*)?(\\?.*)?");
  private static final int PATIENCE = 2000;
  private static final int PORT = 27017;

  private ServiceAddress() {}

  /** The connection string, with the address of the service in the place of its host. */
  static String uri(Config config, Engines engines, String service) {
    String uri = config.mongo().uri().secret().reveal();
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "'mongo.service' needs a 'mongo.uri' that begins with mongodb://",
              "write it like mongodb://USER:PASSWORD@" + service + ":27017/?authSource=admin")
          .exception();
    }
    String host = host(config, engines, service, port(parts.group(2)));
    String path = parts.group(3) == null ? "/" : parts.group(3);
    String given = parts.group(4) == null ? "" : parts.group(4).substring(1);
    // The set's members have names that only containers know.
    Stream<String> options =
        Stream.concat(
            Stream.of("directConnection=true"),
            Stream.of(given.split("&", -1))
                .filter(each -> !each.isEmpty())
                .filter(each -> !each.matches("(?i)(replicaSet|directConnection)=.*")));
    return parts.group(1) + host + path + "?" + options.collect(Collectors.joining("&"));
  }

  private static int port(String hosts) {
    String port = hosts.replaceFirst("^.*:", "");
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) : PORT;
  }

  private static String host(Config config, Engines engines, String service, int port) {
    String project = Engines.project(config);
    try (Engine engine = engines.connect()) {
      List<Container> running =
          engine
              .containers(Map.of(ComposeLabels.PROJECT, project, ComposeLabels.SERVICE, service))
              .stream()
              .filter(each -> each.state() == ContainerState.RUNNING)
              .filter(each -> !ComposeLabels.isOneOff(each.labels()))
              .toList();
      if (running.isEmpty()) {
        throw Problem.of(
                Code.MONGO_UNREACHABLE,
                "the service '%s' of the stack '%s' has no container that runs"
                    .formatted(service, project),
                "see how it is: lifeboat stack show",
                "start it: docker compose up -d " + service)
            .exception();
      }
      return candidates(engine.address(), running.getFirst(), port)
          .filter(ServiceAddress::answers)
          .findFirst()
          .orElseThrow(() -> unreachable(engine.address(), service, port));
    }
  }

  /** The container's own addresses first: they are there whether a port is published or not. */
  private static Stream<String> candidates(EngineAddress engine, Container container, int port) {
    Stream<String> own =
        engine.isLocal()
            ? container.networks().stream()
                .flatMap(each -> each.address().stream())
                .map(
                    address -> (address.contains(":") ? "[" + address + "]" : address) + ":" + port)
            : Stream.of();
    String published =
        switch (engine) {
          case EngineAddress.Tcp tcp -> tcp.host();
          case EngineAddress.Ssh ssh -> ssh.login().replaceFirst("^.*@", "");
          case EngineAddress.Local _ -> "127.0.0.1";
        };
    return Stream.concat(
        own,
        container.ports().stream()
            .filter(each -> each.inside() == port && each.protocol().equals("tcp"))
            .map(each -> published + ":" + each.outside()));
  }

  private static boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon).replaceAll("[\\[\\]]", ""),
              Integer.parseInt(address.substring(colon + 1))),
          PATIENCE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static RuntimeException unreachable(EngineAddress engine, String service, int port) {
    return Problem.of(
            Code.MONGO_UNREACHABLE,
            "the service '%s' can't be reached from here on port %d".formatted(service, port),
            engine.isLocal()
                ? "publish its port on this host alone: ports: [\"127.0.0.1:27017:27017\"]"
                : "containers of a remote engine have no address here: publish the port, or run"
                    + " Lifeboat on the engine's host",
            "or forward it, and set 'mongo.uri' to that: ssh -L 27017:ADDRESS:27017 HOST")
        .exception();
  }
}
