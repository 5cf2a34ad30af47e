package dev.lifeboat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What breaks around a daemon for a while. */
enum ServedFault {
  DATABASE_KILLED(Track.DATA, 150, "database") {
    @Override
    Undo begin(ServedWorld world) {
      world.mongod().kill9(0);
      return () -> world.mongod().restart(0);
    }
  },
  DATABASE_REFUSES(Track.DATA, 150, "database") {
    @Override
    Undo begin(ServedWorld world) throws Exception {
      world.mongo().set(SlowableWire.Mode.REFUSED);
      return () -> world.mongo().set(SlowableWire.Mode.OPEN);
    }
  },
  /** So slow that runs exceed their timeout. */
  DATABASE_SLOW(Track.DATA, 270, "freshness|database") {
    @Override
    Undo begin(ServedWorld world) throws Exception {
      world.mongo().set(SlowableWire.Mode.SLOW);
      return () -> world.mongo().set(SlowableWire.Mode.OPEN);
    }
  },
  REPOSITORY_FULL(Track.DATA, 150, "room") {
    @Override
    Undo begin(ServedWorld world) {
      world.disk().fill();
      return () -> world.disk().empty();
    }
  },
  /** Nobody sees it but who writes; so what people hear of is that backups grow old. */
  REPOSITORY_READ_ONLY(Track.DATA, 270, "freshness") {
    @Override
    Undo begin(ServedWorld world) {
      world.disk().makeReadOnly();
      return () -> world.disk().makeWritable();
    }
  },
  REPOSITORY_GONE(Track.DATA, 150, "repository") {
    @Override
    Undo begin(ServedWorld world) {
      world.disk().hide();
      return () -> world.disk().show();
    }
  },
  /** Somebody else has the state database for longer than anybody waits for it. */
  STATE_LOCKED(Track.DATA, 45, "") {
    @Override
    Undo begin(ServedWorld world) throws Exception {
      Connection connection = world.state().source().getConnection();
      lock(connection);
      return connection::close;
    }
  },
  MAIL_DOWN(Track.PEOPLE, 100, "") {
    @Override
    Undo begin(ServedWorld world) throws Exception {
      world.post().set(SlowableWire.Mode.REFUSED);
      return () -> world.post().set(SlowableWire.Mode.OPEN);
    }
  },
  MAIL_SLOW(Track.PEOPLE, 100, "") {
    @Override
    Undo begin(ServedWorld world) throws Exception {
      world.post().set(SlowableWire.Mode.SLOW);
      return () -> world.post().set(SlowableWire.Mode.OPEN);
    }
  },
  HOOK_DOWN(Track.PEOPLE, 100, "") {
    @Override
    Undo begin(ServedWorld world) {
      world.hook().answer(503, Map.of());
      return () -> world.hook().answer(200, Map.of());
    }
  },
  HOOK_SLOW(Track.PEOPLE, 100, "") {
    @Override
    Undo begin(ServedWorld world) {
      world.hook().delay(Duration.ofSeconds(45));
      return () -> world.hook().delay(Duration.ZERO);
    }
  };

  /** Faults of one track follow each other; those of different tracks meet as it happens. */
  enum Track {
    DATA,
    PEOPLE
  }

  /** Ends a fault. */
  interface Undo {
    void run() throws Exception;
  }

  private final Track track;
  private final Duration hold;
  private final String told;

  ServedFault(Track track, int seconds, String told) {
    this.track = track;
    this.hold = Duration.ofSeconds(seconds);
    this.told = told;
  }

  static List<ServedFault> of(Track track) {
    return List.of(values()).stream().filter(fault -> fault.track == track).toList();
  }

  abstract Undo begin(ServedWorld world) throws Exception;

  Duration hold() {
    return hold;
  }

  /** What people must hear of, if they must. */
  String told() {
    return told;
  }

  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
    }
  }
}
