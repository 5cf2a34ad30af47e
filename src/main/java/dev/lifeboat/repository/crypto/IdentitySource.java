package dev.lifeboat.repository.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What decrypts backups, fetched when something is decrypted first: a command, or a person who
 * types a passphrase, shall be asked once, and only for what needs it. Thread-safe.
 */
public final class IdentitySource {
  private final List<Identity> atHand;
  private final List<Supplier<List<Identity>>> later;
  private boolean fetched;
  private List<Identity> all = List.of();

  private IdentitySource(List<Identity> atHand, List<Supplier<List<Identity>>> later) {
    this.atHand = List.copyOf(atHand);
    this.later = List.copyOf(later);
  }

  /** Identities that are known; none on a host that only makes backups. */
  public static IdentitySource of(List<Identity> identities) {
    return new IdentitySource(identities, List.of());
  }

  /**
   * Identities that are known, and others.
   *
   * @param later each gives identities, or throws a {@link dev.lifeboat.problem.ProblemException}
   */
  public static IdentitySource of(List<Identity> identities, List<Supplier<List<Identity>>> later) {
    return new IdentitySource(identities, later);
  }

  /** Whether there is none, nor anything that may give one. Fetches nothing. */
  public boolean isEmpty() {
    return atHand.isEmpty() && later.isEmpty();
  }

  /** All of them. The first call fetches; one that fails is repeated by the next. */
  public synchronized List<Identity> identities() {
    if (!fetched) {
      List<Identity> found = new ArrayList<>(atHand);
      later.forEach(source -> found.addAll(source.get()));
      all = List.copyOf(found);
      fetched = true;
    }
    return all;
  }
}
