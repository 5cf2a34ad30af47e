package dev.lifeboat.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ledger.RunEvent;
import dev.lifeboat.ledger.RunKind;
import dev.lifeboat.ledger.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostMortemTest {
  private static final Instant T0 = Instant.parse("2026-11-23T03:00:00Z");

  private static RunRecord run(RunKind kind, String stack, int from, int to, int exit) {
    return new RunRecord(
        "run",
        List.of(
            new RunEvent.Started(T0.plusSeconds(from), kind, stack, 1),
            new RunEvent.Ended(
                T0.plusSeconds(to),
                "20261123T000000Z-aaaaaa",
                exit,
                exit == 0 ? "" : "no room",
                0,
                Duration.ofSeconds(to - from))));
  }

  private static Chronology story(IncidentEvent... more) {
    List<IncidentEvent> events =
        new ArrayList<>(
            List.of(
                new IncidentEvent.Opened(
                    T0.plusSeconds(90),
                    "ana@host",
                    "shop",
                    "orders | <b>gone</b>",
                    "volume-deleted",
                    Priority.P0,
                    T0,
                    "sentinel")));
    events.addAll(List.of(more));
    return new Chronology(
        new Incident("20261123-1", events),
        List.of(
            run(RunKind.RECOVER, "shop", 300, 400, 0),
            run(RunKind.RECOVER, "shop", 200, 210, 12),
            run(RunKind.BACKUP, "shop", -500, -400, 0),
            run(RunKind.RESTORE, "other", 350, 360, 0),
            run(RunKind.BACKUP, "shop", 500, 520, 0)));
  }

  @Test
  void tellsTheStoryInItsOrder() {
    Chronology story =
        story(
            new IncidentEvent.Acknowledged(T0.plusSeconds(150), "bo@host"),
            new IncidentEvent.Checked(T0.plusSeconds(600), "bo@host", Point.LOGS, "read them"));

    assertThat(story.deeds().stream().map(Deed::what))
        .containsExactly(
            "it began (T0), noticed by sentinel",
            "opened as P0: orders | <b>gone</b>",
            "acknowledged",
            "lifeboat recover began",
            "lifeboat recover ended with exit code 12: no room",
            "lifeboat recover began",
            "lifeboat recover ended well",
            "lifeboat backup began",
            "lifeboat backup ended well",
            "the logs were read, and have no new errors: read them");
    assertThat(story.recoveryTime()).hasValue(Duration.ofSeconds(400));
    assertThat(story.good(RunKind.BACKUP, T0.plusSeconds(400))).isPresent();
    assertThat(story.good(RunKind.BACKUP, T0.plusSeconds(500))).isEmpty();
  }

  @Test
  void draftsWhatIsKnownAndLeavesRoomForTheRest() {
    Chronology story =
        story(
            new IncidentEvent.Acknowledged(T0.plusSeconds(90 + 1000), "bo@host"),
            new IncidentEvent.Waived(T0.plusSeconds(1200), "bo@host", Point.REVIEW, "a test"),
            new IncidentEvent.Closed(T0.plusSeconds(1300), "bo@host", Optional.of("a script")));

    String draft = PostMortem.markdown(story, T0.plusSeconds(9000), ZoneOffset.UTC);

    assertThat(draft)
        .startsWith("# Post-mortem: orders \\| &lt;b>gone&lt;/b>\n")
        .contains(
            "| Somebody at work | 16 min 40 s after it was opened (asked: 15 min 00 s), too late"
                + " |\n",
            "6 min 40 s after T0 (RTO) |\n",
            "| Backup used | 20261123T000000Z-aaaaaa |\n",
            "\n## What happened\n\na script\n",
            "- [ ] ~~a day for the review is set~~ waived: a test\n",
            "- [ ] all services are healthy\n",
            "## What changes\n\n| what | owner | due |\n")
        .doesNotContain("<b>", "null", "Optional");
  }
}
