package dev.lifeboat.state;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The state database on a server. */
final class PostgresServer {
  private static final int CONNECT_SECONDS = 10;
  private static final int ANSWER_SECONDS = 60;

  private PostgresServer() {}

  static DataSource source(StatePlace.OnServer place) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(place.url());
    } catch (IllegalArgumentException e) {
      throw StateDatabase.unusable(place, e);
    }
    place.user().ifPresent(source::setUser);
    place.password().get().ifPresent(source::setPassword);
    source.setConnectTimeout(CONNECT_SECONDS);
    // A server that went away without a word must not hold a job for ever.
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("lifeboat");
    return source;
  }
}
