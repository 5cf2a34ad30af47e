package dev.lifeboat.monitor;

import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** Until when certificates are valid. */
final class CertificateRule implements Judge.Rule {
  private static final Duration SOON = Duration.ofDays(3);

  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.certificates()) {
      case Seen.Known<List<Certificate>>(List<Certificate> all) ->
          all.forEach(certificate -> judge(facts, certificate, findings));
      case Seen.Unknown<List<Certificate>> unknown ->
          findings.unknown(Metric.CERTIFICATE, "", unknown);
      case Seen.Without<List<Certificate>> _ -> {}
    }
  }

  private static void judge(Facts facts, Certificate certificate, Findings findings) {
    Duration left = Duration.between(findings.now(), certificate.until());
    Duration ahead = facts.limits().certificateAhead();
    State state =
        left.compareTo(SOON) < 0
            ? State.CRITICAL
            : left.compareTo(ahead) < 0 ? State.WARNING : State.OK;
    String fact =
        left.isNegative()
            ? "the certificate of '%s' is over since %s"
            : "the certificate of '%s' is valid until %s";
    findings.add(
        Metric.CERTIFICATE,
        certificate.setting(),
        state,
        fact.formatted(certificate.name(), certificate.until().atZone(ZoneOffset.UTC).toLocalDate())
            + (left.isNegative() ? "" : ", for " + Spans.print(left)),
        state == State.OK
            ? List.of()
            : List.of(
                "put a new one into the file that '%s' names".formatted(certificate.setting())),
        Reading.below(
            "certificate_left_seconds",
            Reading.seconds(left),
            Reading.Unit.SECONDS,
            Reading.seconds(ahead),
            Reading.seconds(SOON)));
  }
}
