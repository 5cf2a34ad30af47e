package dev.lifeboat.docker;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where an engine is. */
public sealed interface EngineAddress {
  /** Where Docker's own packages put the socket. */
  static EngineAddress standard() {
    return new Local(Path.of("/var/run/docker.sock"));
  }

  /** A socket on this host. */
  record Local(Path socket) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  /**
   * Another host, or this one, over TCP.
   *
   * @param secure whether TLS is spoken
   */
  record Tcp(String host, int port, boolean secure, EngineTls tls) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }

  /**
   * Another host, whose socket the program {@code ssh} forwards. It asks nothing: keys or an agent
   * have to be there.
   *
   * @param login {@code user@host} or a host of ssh's own configuration
   * @param socket the engine's socket on that host
   */
  record Ssh(String login, OptionalInt port, Path socket) implements EngineAddress {
    public Ssh {
      if (login.isEmpty() || login.startsWith("-")) {
        throw new IllegalArgumentException("'" + login + "' is no login");
      }
    }

    @Override
    public String toString() {
      return "ssh://" + login + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
  }

  /** Whether containers' addresses can be reached from here, as far as the address tells. */
  default boolean isLocal() {
    return switch (this) {
      case Local _ -> true;
      case Tcp tcp -> tcp.host().equals("localhost") || tcp.host().startsWith("127.");
      case Ssh _ -> false;
    };
  }

  /**
   * Reads what DOCKER_HOST takes: {@code unix:///path}, {@code tcp://host:port}, {@code
   * ssh://user@host[:port][/path/of/socket]}. With {@code https} or TLS files, TLS is spoken.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static EngineAddress parse(String text, EngineTls tls) {
    try {
      URI uri = new URI(text);
      return switch (String.valueOf(uri.getScheme())) {
        case "unix" -> new Local(Path.of(path(uri).orElseThrow(() -> wrong(text))));
        case "tcp", "http", "https" -> tcp(uri, text, tls);
        case "ssh" -> ssh(uri, text);
        default -> throw wrong(text);
      };
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
  }

  private static EngineAddress tcp(URI uri, String text, EngineTls tls) {
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(text);
    }
    boolean secure = !tls.isNone() || uri.getScheme().equals("https") || uri.getPort() == 2376;
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 2376 : 2375;
    return new Tcp(uri.getHost(), port, secure, tls);
  }

  private static EngineAddress ssh(URI uri, String text) {
    String user = uri.getUserInfo();
    if (uri.getHost() == null || (user != null && user.contains(":"))) {
      throw wrong(text);
    }
    return new Ssh(
        (user == null ? "" : user + "@") + uri.getHost(),
        uri.getPort() >= 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty(),
        Path.of(path(uri).orElse("/var/run/docker.sock")));
  }

  private static Optional<String> path(URI uri) {
    return Optional.ofNullable(uri.getPath()).filter(path -> path.length() > 1);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text.replaceFirst(":[^/@]*@", ":***@")
            + "' is no address of a Docker engine: use unix:///PATH, tcp://HOST:PORT or"
            + " ssh://USER@HOST");
  }
}
