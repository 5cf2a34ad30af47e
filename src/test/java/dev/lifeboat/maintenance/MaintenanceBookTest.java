package dev.lifeboat.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.MaintenanceItem;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceBookTest {
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

  @TempDir private Path folder;
  private Instant now = START;
  private final InstantSource clock = () -> now;

  private MaintenanceBook book(String stack) {
    return new MaintenanceBook(StateDatabase.open(new StatePlace.InFolder(folder)), stack, clock);
  }

  private Duty duty(String item) {
    return book("shop").duties(MaintenanceItem.USUAL, ZoneOffset.UTC).stream()
        .filter(duty -> duty.item().id().equals(item))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theUsualTableIsThatOfTheManual() {
    assertThat(MaintenanceItem.USUAL)
        .extracting(MaintenanceItem::title, MaintenanceItem::every, MaintenanceItem::owner)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Test backup restore", Period.ofMonths(3), "DevOps"),
            org.assertj.core.groups.Tuple.tuple(
                "Update DR procedures", Period.ofMonths(6), "DevOps"),
            org.assertj.core.groups.Tuple.tuple(
                "Rotate backup credentials", Period.ofMonths(3), "SecOps"),
            org.assertj.core.groups.Tuple.tuple(
                "Review backup retention", Period.ofMonths(1), "DevOps"),
            org.assertj.core.groups.Tuple.tuple(
                "DR drill with full team", Period.ofYears(1), "All"));
  }

  @Test
  void whatWasNeverDoneIsDueOnePeriodAfterItIsKnown() {
    assertThat(duty("retention-review").due()).isEqualTo("2026-02-28T08:00:00Z");
    assertThat(duty("retention-review").overdue()).isFalse();

    now = Instant.parse("2026-02-28T08:00:01Z");
    assertThat(duty("retention-review").overdue()).isTrue();
    assertThat(duty("restore-test").overdue()).isFalse();
  }

  @Test
  void theLastTimeCounts() {
    book("shop").add(new Done("restore-test", START, "ticket 1", "ana", "db1"));
    book("shop")
        .add(new Done("restore-test", START.minusSeconds(86_400), "ticket 0", "ana", "db1"));
    book("shop").add(new Done("restore-test", START, "ticket 1, corrected", "ana", "db1"));
    book("other").add(new Done("procedures", START, "wiki", "ana", "db1"));

    assertThat(duty("restore-test").last().orElseThrow().evidence())
        .isEqualTo("ticket 1, corrected");
    assertThat(duty("restore-test").due()).isEqualTo("2026-04-30T08:00:00Z");
    assertThat(duty("procedures").last()).isEmpty();
    assertThat(book("shop").history()).hasSize(2);
  }

  @Test
  void whatIsOverdueIsAWarningWithItsCommand() {
    List<Duty> before = book("shop").duties(MaintenanceItem.USUAL, ZoneOffset.UTC);
    assertThat(MaintenanceRule.judge(before, now, ZoneOffset.UTC))
        .allMatch(verdict -> verdict.state() == State.OK);

    now = Instant.parse("2026-03-01T00:00:00Z");
    List<Duty> later = book("shop").duties(MaintenanceItem.USUAL, ZoneOffset.UTC);
    Verdict verdict = MaintenanceRule.judge(later, now, ZoneOffset.UTC).getFirst();
    assertThat(verdict.state()).isEqualTo(State.WARNING);
    assertThat(verdict.key()).isEqualTo("maintenance/retention-review");
    assertThat(verdict.since()).isEqualTo("2026-02-28T08:00:00Z");
    assertThat(verdict.reason())
        .isEqualTo("'Review backup retention' was due on 2026-02-28 and was never done");
    assertThat(verdict.commands())
        .containsExactly("lifeboat maintenance done retention-review --evidence TEXT");
  }
}
