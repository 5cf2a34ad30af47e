package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.setup.KeyListing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of a stack. No secret is among them. */
record KeyListAnswer(KeyListing listing) implements Answer {
  /**
   * Its field names are a contract.
   *
   * @param recipients whom the next backup is encrypted for
   * @param backups how many backups are for whom; null if the repository can't be looked at
   */
  record Document(
      boolean encrypted,
      List<Recipient> recipients,
      List<Identity> identities,
      Optional<Signing> signing,
      List<String> trustedSigners,
      Optional<Backups> backups) {}

  /**
   * @param here whether its identity is known to be on this host
   */
  record Recipient(String key, boolean here) {}

  /**
   * @param recipient its public key; null if a passphrase or a command would have to tell it
   */
  record Identity(String place, Optional<Path> file, Optional<String> recipient) {}

  record Signing(Optional<Path> file, Optional<String> fingerprint) {}

  record Backups(int forTheseRecipients, int forOthers) {}

  @Override
  public Object document() {
    return new Document(
        listing.encrypted(),
        listing.recipients().stream().map(one -> new Recipient(one.key(), one.here())).toList(),
        listing.identities().stream()
            .map(one -> new Identity(one.place(), one.file(), one.key()))
            .toList(),
        listing.signing().map(one -> new Signing(one.file(), one.key())),
        listing.trusted(),
        listing.sets().map(sets -> new Backups(sets.today(), sets.earlier())));
  }

  @Override
  public String text(Page page) {
    Facts facts = new Facts();
    if (!listing.encrypted()) {
      facts.add("encryption", page.ink().warning("none: the backups are not encrypted"));
    }
    listing
        .recipients()
        .forEach(
            one ->
                facts.add("recipient", one.key() + (one.here() ? "\nits identity is here" : "")));
    List<String> current = listing.recipients().stream().map(KeyListing.Holder::key).toList();
    for (KeyListing.Held held : listing.identities()) {
      boolean old = held.key().filter(key -> !current.contains(key)).isPresent();
      facts.add(
          "identity", held.place() + (old ? "\nfor earlier backups: " + held.key().get() : ""));
    }
    if (listing.encrypted() && listing.identities().isEmpty()) {
      facts.add("identity", "none here: this host can't open backups");
    }
    listing
        .signing()
        .ifPresentOrElse(
            held ->
                facts.add("signing key", held.place() + held.key().map("\n"::concat).orElse("")),
            () -> facts.add("signing key", "none here: this host can't make backups"));
    listing.trusted().forEach(fingerprint -> facts.add("trusted", fingerprint));
    listing.sets().ifPresent(sets -> facts.add("backups", sets(sets)));
    return facts.print(page.ink()) + page.next("lifeboat key test");
  }

  private static String sets(KeyListing.Sets sets) {
    String today = Words.counted(sets.today(), "backup") + " for these recipients";
    return sets.earlier() == 0
        ? today
        : today + "\n%d for others: keep their identities".formatted(sets.earlier());
  }
}
