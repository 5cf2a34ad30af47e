package dev.lifeboat.setup;

import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.SignerKey;
import dev.lifeboat.units.Moments;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** Writes the {@link RecoveryKit}. */
public final class KitPage {
  private KitPage() {}

  /** The kit that says this. */
  public static RecoveryKit write(KitFacts facts) {
    return new RecoveryKit(page(facts), code(facts));
  }

  private static String page(KitFacts facts) {
    return """
    LIFEBOAT RECOVERY KIT

    Stack:       %s
    Made:        %s
    Repository:  %s
                 id %s

    %s
    Signer (backups that someone else signed are not yours):
    %s
    Print this page, or put it into a password manager. Keep it off this host:
    if the host is lost, this page and the repository are all that you need.

    %s\
    """
        .formatted(
            facts.stack(),
            Moments.print(facts.made(), ZoneOffset.UTC),
            facts.repository(),
            facts.id(),
            keys(facts),
            facts.signers().stream().map(KitPage::signer).collect(Collectors.joining()),
            steps(facts));
  }

  private static String keys(KitFacts facts) {
    if (!facts.encrypted()) {
      return "The backups are not encrypted: whoever has the repository can read them.\n";
    }
    if (facts.identities().isEmpty()) {
      return "The identity, which opens the backups, is not on this host: keep it with this"
          + " page.\n";
    }
    StringBuilder text = new StringBuilder();
    for (Identity identity : facts.identities()) {
      text.append(
          text.isEmpty()
              ? "Identity (opens %s; whoever has it can read them):\n"
                  .formatted(facts.identities().size() == 1 ? "the backups" : "the newest backups")
              : "Identity of earlier backups:\n");
      text.append("  ").append(identity.secret()).append("\nPublic key:\n");
      text.append("  ").append(identity.recipient()).append('\n');
    }
    return text.toString();
  }

  private static String signer(SignerKey signer) {
    return "  %s\n  %s lifeboat\n".formatted(signer.fingerprint(), signer);
  }

  private static String steps(KitFacts facts) {
    String put =
        facts.identities().size() > 1
            ? "  %d. Put all identities into a file 'key', one a line, mode 0600.\n"
            : "  %d. Put the identity into a file 'key', mode 0600.\n";
    String identity = facts.encrypted() ? " --identity key" : "";
    String signers =
        facts.signers().stream()
            .map(signer -> " \\\n         --signer " + signer.fingerprint())
            .collect(Collectors.joining());
    String connect =
        "lifeboat connect --repository %s%s%s\n"
            .formatted(word(facts.repository()), identity, signers);
    int at = facts.encrypted() ? 1 : 0;
    return "On a new host, with Lifeboat:\n"
        + (facts.encrypted() ? put.formatted(1) : "")
        + "  %d. %s".formatted(at + 1, connect)
        + "  %d. lifeboat restore latest\n\n".formatted(at + 2)
        + "Without Lifeboat:\n"
        + (facts.encrypted() ? put.formatted(1) : "")
        + "  %d. In the repository:  %ssh restore.sh latest DIR\n"
            .formatted(at + 1, facts.encrypted() ? "AGE_IDENTITY=key " : "")
        + "     (needs sha256sum, age, zstd and jq; RESTORE.md there says more)\n"
        + "  %d. mongorestore --dir DIR\n".formatted(at + 2);
  }

  /** As a word of the shell. */
  private static String word(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String code(KitFacts facts) {
    StringBuilder text = new StringBuilder("# lifeboat " + facts.stack() + "\n");
    text.append("# repository ").append(facts.repository()).append('\n');
    text.append("# id ").append(facts.id()).append('\n');
    facts
        .signers()
        .forEach(signer -> text.append("# signer ").append(signer.fingerprint()).append('\n'));
    facts.identities().forEach(identity -> text.append(identity.secret()).append('\n'));
    return text.toString();
  }
}
