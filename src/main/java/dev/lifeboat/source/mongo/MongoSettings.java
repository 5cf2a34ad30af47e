package dev.lifeboat.source.mongo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to reach a MongoDB, and what of it is meant.
 *
 * @param uri where it is; without a password in {@code toString}
 * @param databases the databases that are meant; none means all
 * @param collections the collections that are meant, as {@code shop.orders} or, if exactly one
 *     database is named, {@code orders}; none means all
 * @param exclude collections that are not meant; {@code *} stands for any characters
 * @param readPreference which member to read from, as in a connection string; empty means what the
 *     connection string says, else the primary
 * @param bytesPerSecond how fast to read at most
 * @param fsyncLock lock writes out while reading; for standalone servers
 * @param tls files for TLS
 */
public record MongoSettings(
    MongoUri uri,
    List<String> databases,
    List<String> collections,
    List<String> exclude,
    Optional<String> readPreference,
    OptionalLong bytesPerSecond,
    boolean fsyncLock,
    TlsFiles tls) {
  public MongoSettings {
    databases = List.copyOf(databases);
    collections = List.copyOf(collections);
    exclude = List.copyOf(exclude);
    if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < 1) {
      throw new IllegalArgumentException("not a rate: " + bytesPerSecond.getAsLong());
    }
  }

  /** The files of {@link #tls}, else those that the connection string names for other tools. */
  TlsFiles tlsFiles() {
    return new TlsFiles(
        tls.authority().or(() -> uri.tlsFile("tlsCAFile")),
        tls.certificateAndKey().or(() -> uri.tlsFile("tlsCertificateKeyFile")));
  }

  /** The whole deployment, with nothing special. */
  public static MongoSettings of(String uri) {
    return new MongoSettings(
        new MongoUri(uri),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        false,
        TlsFiles.NONE);
  }

  public MongoSettings withDatabases(String... names) {
    return new MongoSettings(
        uri, List.of(names), collections, exclude, readPreference, bytesPerSecond, fsyncLock, tls);
  }

  public MongoSettings withCollections(String... names) {
    return new MongoSettings(
        uri, databases, List.of(names), exclude, readPreference, bytesPerSecond, fsyncLock, tls);
  }

  public MongoSettings withExclude(String... names) {
    return new MongoSettings(
        uri,
        databases,
        collections,
        List.of(names),
        readPreference,
        bytesPerSecond,
        fsyncLock,
        tls);
  }

  public MongoSettings withReadPreference(String mode) {
    return new MongoSettings(
        uri, databases, collections, exclude, Optional.of(mode), bytesPerSecond, fsyncLock, tls);
  }

  public MongoSettings withBytesPerSecond(long rate) {
    return new MongoSettings(
        uri,
        databases,
        collections,
        exclude,
        readPreference,
        OptionalLong.of(rate),
        fsyncLock,
        tls);
  }

  /** The same elsewhere, or for another user. */
  public MongoSettings with(MongoUri other) {
    return new MongoSettings(
        other, databases, collections, exclude, readPreference, bytesPerSecond, fsyncLock, tls);
  }

  public MongoSettings withFsyncLock() {
    return new MongoSettings(
        uri, databases, collections, exclude, readPreference, bytesPerSecond, true, tls);
  }

  public MongoSettings withTls(TlsFiles files) {
    return new MongoSettings(
        uri, databases, collections, exclude, readPreference, bytesPerSecond, fsyncLock, files);
  }
}
