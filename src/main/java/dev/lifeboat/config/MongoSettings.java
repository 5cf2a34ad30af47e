package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import java.util.Optional;

/**
 * How a MongoDB deployment is reached, and what of it is backed up.
 *
 * @param uri where it is, with the password
 * @param service the service of the stack whose container's address takes the place of the host in
 *     {@code uri}, at each run
 * @param selection what is backed up
 * @param readPreference which members may be read
 * @param rate how many bytes are read per second at most
 * @param fsyncLock whether a standalone server is locked against writes during a backup
 * @param tls files for the TLS connection
 */
public record MongoSettings(
    MongoUri uri,
    Optional<String> service,
    Selection selection,
    ReadPreference readPreference,
    Optional<ByteSize> rate,
    boolean fsyncLock,
    Optional<Tls> tls) {
  /** A whole deployment, with everything as it is where nothing else is said. */
  public static MongoSettings of(MongoUri uri) {
    return new MongoSettings(
        uri,
        Optional.empty(),
        Selection.all(),
        ReadPreference.PRIMARY,
        Optional.empty(),
        false,
        Optional.empty());
  }

  public MongoSettings {
    if (rate.isPresent() && rate.get().bytes() == 0) {
      throw new IllegalArgumentException("a rate of nothing");
    }
  }
}
