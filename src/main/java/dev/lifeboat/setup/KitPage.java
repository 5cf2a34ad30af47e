package dev.lifeboat.setup;

import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.units.Moments;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Writes the {@link RecoveryKit}. */
final class KitPage {
  private KitPage() {}

  static RecoveryKit write(
      String stack,
      Path repository,
      String repositoryId,
      String signer,
      String fingerprint,
      Optional<Identity> identity,
      Instant now) {
    String key =
        identity
            .map(
                secret ->
                    """
                    Identity (opens every backup; whoever has it can read them):
                      %s
                    Public key:
                      %s
                    """
                        .formatted(secret.secret(), secret.recipient()))
            .orElse("The backups are not encrypted: whoever has the repository can read them.\n");
    return new RecoveryKit(
        """
        LIFEBOAT RECOVERY KIT
        Stack:       %s
        Made:        %s
        Repository:  %s
                     id %s

        %s
        Signer (backups that someone else signed are not yours):
          %s
          %s

        Print this page, or put it into a password manager. Keep it off this host:
        if the host is lost, this page and the repository are all that you need.

        To restore without this host:
          1. Put the identity into a file 'key', mode 0600.
          2. In the repository:  AGE_IDENTITY=key sh restore.sh latest DIR
             (needs sha256sum, age, zstd and jq; RESTORE.md there says more)
          3. mongorestore --dir DIR
        """
            .formatted(
                stack,
                Moments.print(now, ZoneOffset.UTC),
                repository,
                repositoryId,
                key,
                fingerprint,
                signer));
  }
}
