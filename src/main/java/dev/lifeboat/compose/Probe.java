package dev.lifeboat.compose;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What a user asks to know whether an application works. */
public sealed interface Probe {
  /** What people call it, without secrets. */
  String name();

  /**
   * A page that answers.
   *
   * @param uri {@code http} or {@code https}; a user and a password in it are sent as basic
   *     authentication
   * @param status what it answers with
   */
  record Http(URI uri, int status) implements Probe {
    public Http {
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
        throw new IllegalArgumentException("not the address of a page");
      }
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("not a status: " + status);
      }
    }

    /** Without user and query, which may hold secrets. */
    @Override
    public String name() {
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * A command that succeeds in the container of a service.
   *
   * @param service the service's name
   * @param command the program and its arguments, which may hold secrets
   */
  record InContainer(String service, List<String> command) implements Probe {
    public InContainer {
      command = List.copyOf(command);
      if (service.isBlank() || command.isEmpty()) {
        throw new IllegalArgumentException("a probe needs a service and a command");
      }
    }

    /** Without the arguments. */
    @Override
    public String name() {
      return command.getFirst() + " in " + service;
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
