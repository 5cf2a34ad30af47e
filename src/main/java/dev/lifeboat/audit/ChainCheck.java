package dev.lifeboat.audit;

import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.repository.manifest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a log is what was written: by its own chain, by the signatures in it, and by what
 * others know of it. Pure.
 */
public final class ChainCheck {
  private final List<String> lines;
  private final TrustedSigners signers;
  private final List<AuditCheck.Finding> findings = new ArrayList<>();
  private final List<Optional<Entry>> entries = new ArrayList<>();
  private long signed;
  private int torn;

  private ChainCheck(List<String> lines, TrustedSigners signers) {
    this.lines = lines;
    this.signers = signers;
  }

  /**
   * Looks.
   *
   * @param known what others know of this log, or of other ones
   */
  public static AuditCheck of(List<String> lines, TrustedSigners signers, List<KnownHead> known) {
    ChainCheck check = new ChainCheck(lines, signers);
    String log = lines.isEmpty() ? "" : AuditLog.id(lines.getFirst());
    lines.forEach(line -> check.entries.add(Line.parse(line)));
    for (int i = 0; i < lines.size(); i++) {
      check.link(i, log);
    }
    int compared = check.compare(log, known);
    return new AuditCheck(
        log,
        lines.size(),
        lines.isEmpty() ? "" : Line.digest(lines.getLast()).hex(),
        check.signed,
        check.torn,
        compared,
        check.findings);
  }

  private void link(int i, String log) {
    long number = i + 1L;
    Optional<Entry> found = entries.get(i);
    if (found.isEmpty()) {
      if (isTorn(i + 1)) {
        torn++;
      } else if (i + 1 == lines.size()) {
        add(
            AuditCheck.Kind.DAMAGED,
            number,
            "the last line is no entry: it was cut off or damaged");
      } else {
        add(AuditCheck.Kind.DAMAGED, number, "the line is no entry");
      }
      return;
    }
    Entry entry = found.get();
    if (entry.number() != number) {
      if (expected(i) == number) {
        misplaced(entry, i);
      }
      return;
    }
    Digest before = i == 0 ? Entry.NOTHING : Line.digest(lines.get(i - 1));
    if (!entry.previous().equals(before)) {
      // Who changed a line can't have changed what the next one says of it, or changed that as
      // well.
      boolean reported = i > 0 && entries.get(i - 1).isEmpty() && !isTorn(i);
      if (!reported) {
        add(
            AuditCheck.Kind.CHANGED,
            Math.max(1, number - 1),
            i == 0
                ? "the first entry says that there was one before it"
                : "entry %d is not what it was when entry %d was written".formatted(i, number));
      }
      return;
    }
    if (i == 0 && !(entry.event() instanceof Event.Opened)) {
      add(AuditCheck.Kind.REMOVED, 1, "the log doesn't begin with its opening");
    }
    if (entry.event() instanceof Event.Checkpoint checkpoint) {
      check(checkpoint, number, new AuditHead(log, Math.max(1, i), before));
    }
  }

  private boolean isTorn(int next) {
    return next < entries.size()
        && entries.get(next).map(Entry::event).filter(Event.Torn.class::isInstance).isPresent();
  }

  /** Which number the line should have, going by the one before it. */
  private long expected(int i) {
    long step = 1;
    for (int before = i - 1; before >= 0; before--) {
      Optional<Entry> entry = entries.get(before);
      if (entry.isPresent()) {
        // Only the first of a row of shifted lines is worth a word.
        return entry.get().number() == before + 1L ? i + 1L : entry.get().number() + step;
      }
      step++;
    }
    return i + 1L;
  }

  private void misplaced(Entry entry, int i) {
    long number = i + 1L;
    if (entry.number() > number && follows(entry.number(), i)) {
      add(
          AuditCheck.Kind.REMOVED,
          number,
          entry.number() - number == 1
              ? "entry %d is gone".formatted(number)
              : "entries %d to %d are gone".formatted(number, entry.number() - 1));
    } else {
      add(
          AuditCheck.Kind.MOVED,
          number,
          "line %d has entry %d: lines were put in or changed places"
              .formatted(number, entry.number()));
    }
  }

  /** Whether the lines from here on only go up, so that some before them are gone. */
  private boolean follows(long number, int i) {
    Optional<Entry> next = i + 1 < entries.size() ? entries.get(i + 1) : Optional.empty();
    return next.map(entry -> entry.number() > number).orElse(true);
  }

  private void check(Event.Checkpoint checkpoint, long number, AuditHead head) {
    byte[] signature = checkpoint.signature().getBytes(StandardCharsets.ISO_8859_1);
    switch (signers.check(Line.toSign(head), Optional.of(signature))) {
      case Verdict.Valid _ -> {
        if (findings.isEmpty()) {
          signed = number;
        }
      }
      case Verdict.UnknownSigner unknown ->
          add(
              AuditCheck.Kind.UNKNOWN_SIGNER,
              number,
              "the checkpoint was signed by %s, which is not a trusted signer"
                  .formatted(unknown.fingerprint()));
      case Verdict.Forged _, Verdict.Malformed _, Verdict.Unsigned _ ->
          add(
              AuditCheck.Kind.FORGED,
              number,
              "the checkpoint's signature is not for what stands before it: entries %s were changed"
                      .formatted(
                          signed == 0
                              ? "1 to " + (number - 1)
                              : (signed + 1) + " to " + (number - 1))
                  + " or written anew, some or all");
    }
  }

  private int compare(String log, List<KnownHead> known) {
    int compared = 0;
    for (KnownHead each : known) {
      AuditHead head = each.head();
      if (!head.log().equals(log)) {
        continue;
      }
      compared++;
      if (head.entry() > lines.size()) {
        add(
            AuditCheck.Kind.CUT,
            lines.size() + 1L,
            "the log ends at entry %d, and %s knows entry %d"
                .formatted(lines.size(), each.where(), head.entry()));
      } else if (!Line.digest(lines.get(Math.toIntExact(head.entry() - 1))).equals(head.sha256())) {
        add(
            AuditCheck.Kind.CHANGED,
            head.entry(),
            "entry %d, or one before it, is not what %s knows"
                .formatted(head.entry(), each.where()));
      }
    }
    return compared;
  }

  private void add(AuditCheck.Kind kind, long entry, String fact) {
    findings.add(new AuditCheck.Finding(kind, entry, fact));
  }
}
