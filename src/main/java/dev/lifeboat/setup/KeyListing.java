package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a stack, as this host knows them.
 *
 * @param encrypted whether backups are
 * @param recipients whom backups are encrypted for
 * @param identities what this host has to open them
 * @param signing what signs backups here
 * @param trusted the fingerprints of the keys whose signatures count
 * @param sets how many backups are for whom; empty if nobody could look
 */
public record KeyListing(
    boolean encrypted,
    List<Holder> recipients,
    List<Held> identities,
    Optional<Held> signing,
    List<String> trusted,
    Optional<Sets> sets) {
  public KeyListing {
    recipients = List.copyOf(recipients);
    identities = List.copyOf(identities);
    trusted = List.copyOf(trusted);
  }

  /**
   * A recipient.
   *
   * @param here whether its identity is known to be on this host
   */
  public record Holder(String key, boolean here) {}

  /**
   * A secret key on this host.
   *
   * @param place where it is, for people
   * @param file empty if it is no file
   * @param key its public key or fingerprint; empty if it can't be known without asking for more
   */
  public record Held(String place, Optional<Path> file, Optional<String> key) {}

  /**
   * The backups by their sets of recipients.
   *
   * @param today those for today's recipients
   * @param earlier those for other sets, and those that are not encrypted
   */
  public record Sets(int today, int earlier) {}
}
