package dev.lifeboat.source.mongo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * The process that works on a restore.
 *
 * @param host the host's name
 * @param pid the process's number there
 * @param started when the process started: numbers are used again
 * @param token different for each time that anybody takes a restore on
 */
record JournalOwner(String host, long pid, long started, String token) {
  /** This process. */
  static JournalOwner self(String token) {
    var process = ProcessHandle.current();
    return new JournalOwner(hostName(), process.pid(), started(process), token);
  }

  /** True if this host is the owner's and has no such process any more. */
  boolean isKnownDead() {
    return host.equals(hostName())
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> started(process) == started)
            .isEmpty();
  }

  BsonDocument toBson() {
    return new BsonDocument("host", new BsonString(host))
        .append("pid", new BsonInt64(pid))
        .append("started", new BsonInt64(started))
        .append("token", new BsonString(token));
  }

  static JournalOwner fromBson(BsonDocument from) {
    return new JournalOwner(
        from.getString("host").getValue(),
        from.getInt64("pid").getValue(),
        from.getInt64("started").getValue(),
        from.getString("token").getValue());
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on host '" + host + "'";
  }
}
