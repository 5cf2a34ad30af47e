package dev.lifeboat.setup;

import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.SignerKey;
import java.time.Instant;
import java.util.List;

/**
 * What a recovery kit says.
 *
 * @param stack the stack's name
 * @param repository where the repository is
 * @param id its id
 * @param encrypted whether backups are
 * @param identities what opens them, that of today's backups first; none where the host has none
 * @param signers whose backups are trusted, that of this host first
 * @param made when the kit was made
 */
public record KitFacts(
    String stack,
    String repository,
    String id,
    boolean encrypted,
    List<Identity> identities,
    List<SignerKey> signers,
    Instant made) {
  public KitFacts {
    identities = List.copyOf(identities);
    signers = List.copyOf(signers);
  }
}
