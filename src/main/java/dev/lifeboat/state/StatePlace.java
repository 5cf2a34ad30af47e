package dev.lifeboat.state;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a state database is. */
public sealed interface StatePlace {
  /** How people name it; without a secret. */
  String words();

  /**
   * A SQLite file of this host.
   *
   * @param folder the host's state folder; made when it isn't there
   */
  record InFolder(Path folder) implements StatePlace {
    static final String NAME = "state.db";

    /** The database itself. */
    public Path file() {
      return folder.resolve(NAME);
    }

    @Override
    public String words() {
      return file().toString();
    }
  }

  /**
   * A PostgreSQL database, which several hosts share.
   *
   * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?OPTION=…]}, without a password
   * @param password asked for when a connection is made
   */
  record OnServer(String url, Optional<String> user, Supplier<Optional<String>> password)
      implements StatePlace {
    public OnServer {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException("not the address of a PostgreSQL database");
      }
    }

    @Override
    public String words() {
      return url;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return url;
    }
  }
}
