package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.List;

/** Judges how things stand, by facts and the time alone. */
public final class Judge {
  private static final List<Rule> RULES =
      List.of(
          new FreshnessRule(),
          new RestoreTimeRule(),
          new SizeRule(),
          new SuccessRule(),
          new RoomRule(),
          new ProofRule(),
          new CopyRule(),
          new LookRule(),
          new CertificateRule(),
          new AnchorRule(),
          new DaemonRule());

  /** One thing that is judged. */
  interface Rule {
    void judge(Facts facts, Findings findings);
  }

  private Judge() {}

  /**
   * A verdict on each thing, in the order of {@link Metric}; {@link Verdict#since} is now. What
   * could not be asked is {@link State#UNKNOWN}; what nobody asked for has none.
   */
  public static List<Verdict> judge(Facts facts, Instant now) {
    Findings findings = new Findings(now);
    RULES.forEach(rule -> rule.judge(facts, findings));
    return findings.verdicts().stream()
        .sorted((one, other) -> one.metric().compareTo(other.metric()))
        .toList();
  }
}
