package dev.lifeboat.drill;

import dev.lifeboat.source.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Records for tests, with something in every field. */
public final class DrillRecords {
  public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private DrillRecords() {}

  /** One that passed with a finding. */
  public static DrillRecord full() {
    Fingerprint orders = new Fingerprint("ab".repeat(32), 1200, 480_000);
    return new DrillRecord(
        DrillRecord.FORMAT,
        "20261122T100000Z-7f3a",
        DrillScenario.DATABASE,
        false,
        "copilotos",
        "ship",
        "0.3.0",
        START,
        START.plusSeconds(90),
        new Criteria(
            "the database, from the newest backup",
            Optional.of(Duration.ofMinutes(15)),
            List.of(new Criteria.PointObjective("user data", Duration.ofHours(6))),
            List.of("every collection comes back as it was"),
            START),
        new People("ana", Optional.of("ben"), List.of(new People.Role("incident-lead", "cleo"))),
        List.of(
            new SourceBackup(
                "20261122T040000Z-1a2b3c4d",
                "mongodb",
                "cd".repeat(32),
                Optional.of("ssh-ed25519 SHA256:abc"),
                START.minusSeconds(21_600),
                "cluster-time",
                500_000,
                90_000)),
        new Isolation(
            "a mongod on 127.0.0.1:45123",
            List.of(new Check("the server is another process than production's", true))),
        List.of(
            new Moment(Moment.Mark.T0, START, ""),
            new Moment(Moment.Mark.T9, START.plusSeconds(80), "all probes passed")),
        List.of(
            new PhaseResult(
                DrillPhase.FETCH,
                Duration.ofMillis(12_345),
                Optional.of(
                    new PhaseForecast(
                        Duration.ofSeconds(11), Duration.ofSeconds(9), Duration.ofSeconds(15)))),
            new PhaseResult(DrillPhase.LOAD, Duration.ofSeconds(60), Optional.empty())),
        480_000,
        Optional.of(Duration.ofSeconds(80)),
        Optional.of(
            new LostData(
                Duration.ofHours(6),
                List.of(new LostData.CollectionLoss("shop.orders", 1234, 1200)),
                Optional.empty())),
        List.of(
            new DataProof(
                "shop.orders",
                "collection",
                Optional.of(orders),
                Optional.of(orders),
                List.of(),
                Optional.of("captured live"))),
        Optional.of(
            new Canary(
                "shop.lifeboat_canary",
                "c0ffee",
                START.minusSeconds(30),
                "20261122T095900Z-1a2b3c4d",
                true)),
        List.of(
            new Mutant(
                Mutant.Kind.FLIPPED_BIT,
                Mutant.Step.STORED,
                Mutant.Step.STORED,
                "an object has another digest"),
            new Mutant(
                Mutant.Kind.STALE_BACKUP, Mutant.Step.FRESHNESS, Mutant.Step.NONE, "not seen")),
        List.of(new Probe("count of shop.orders", true, "1200", Duration.ofMillis(5))),
        List.of("the reviewer came late"),
        List.of(
            new DrillFinding(
                DrillFinding.Severity.MAJOR,
                "the index took long",
                List.of("lifeboat drill show"),
                Optional.of("ana"),
                Optional.of(LocalDate.parse("2026-12-24")))),
        new CleanUp(
            List.of(new Check("the server's process is gone", true)),
            List.of("removed a folder of a killed drill")),
        DrillVerdict.PASS_WITH_FINDINGS,
        Optional.of(new AuditSpan("0123456789abcdef", 7, 9, "ef".repeat(32))),
        new Conditions(
            Optional.of("6.0.5"), Optional.of("11"), Optional.empty(), Optional.of("22")));
  }
}
