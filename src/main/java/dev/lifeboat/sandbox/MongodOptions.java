package dev.lifeboat.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which deployment to run. Immutable; each method that changes something returns a copy.
 *
 * @param members how many members the replica set has; 0 for a standalone
 * @param authentication whether clients must log in
 * @param administrator the name of the user with all rights that is made where clients must log in
 * @param tls when clients must speak TLS
 * @param parameters server parameters, by name
 * @param cacheGigabytes what each server's cache may take
 * @param oplogMegabytes the size of each member's oplog
 */
public record MongodOptions(
    int members,
    boolean authentication,
    String administrator,
    Optional<Tls> tls,
    Map<String, String> parameters,
    double cacheGigabytes,
    int oplogMegabytes) {

  public MongodOptions {
    if (members < 0 || members > 7) {
      throw new IllegalArgumentException("a replica set has 1 to 7 members: " + members);
    }
    parameters = Map.copyOf(parameters);
  }

  static MongodOptions ofMembers(int members) {
    return new MongodOptions(members, false, "root", Optional.empty(), Map.of(), 0.25, 990);
  }

  /** Clients must log in; a user {@code root} with all rights is created. */
  public MongodOptions authenticated() {
    return authenticatedAs("root");
  }

  /** Clients must log in; a user of that name with all rights is created. */
  public MongodOptions authenticatedAs(String user) {
    return new MongodOptions(members, true, user, tls, parameters, cacheGigabytes, oplogMegabytes);
  }

  /** Clients must speak TLS. */
  public MongodOptions tls(Tls files) {
    return new MongodOptions(
        members,
        authentication,
        administrator,
        Optional.of(files),
        parameters,
        cacheGigabytes,
        oplogMegabytes);
  }

  /** Sets one server parameter, as {@code --setParameter} does. */
  public MongodOptions parameter(String name, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(name, value);
    return new MongodOptions(
        members, authentication, administrator, tls, all, cacheGigabytes, oplogMegabytes);
  }

  /** The cache of each server: at least 0.25. */
  public MongodOptions cacheGigabytes(double size) {
    return new MongodOptions(
        members, authentication, administrator, tls, parameters, size, oplogMegabytes);
  }

  /** The oplog of each member. mongod rolls a small one over only when it has grown to this. */
  public MongodOptions oplogMegabytes(int size) {
    return new MongodOptions(
        members, authentication, administrator, tls, parameters, cacheGigabytes, size);
  }

  boolean isReplicaSet() {
    return members > 0;
  }

  /** Starts it with a mongod that is found or installed. */
  public ThrowawayMongod start() {
    return start(MongodBinary.find());
  }

  /**
   * Starts it, and returns when it takes writes.
   *
   * @throws dev.lifeboat.problem.ProblemException when it doesn't come up, with the end of its log
   */
  public ThrowawayMongod start(MongodBinary binary) {
    return ThrowawayMongod.start(binary, this);
  }
}
