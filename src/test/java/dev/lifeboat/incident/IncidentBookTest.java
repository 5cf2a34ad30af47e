package dev.lifeboat.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentBookTest {
  private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");

  @TempDir Path state;

  private IncidentBook book() {
    return new IncidentBook(state, "shop");
  }

  private static IncidentEvent.Opened opened(String cause) {
    return new IncidentEvent.Opened(
        AT,
        "ana@host",
        "shop",
        "orders are gone – all",
        cause,
        Priority.P0,
        AT.minusSeconds(90),
        "ana");
  }

  private static void fails(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(code));
  }

  @Test
  void givesBackWhatWasWritten() {
    Incident incident = book().open(opened("volume-deleted"));
    List<IncidentEvent> more =
        List.of(
            new IncidentEvent.Acknowledged(AT.plusSeconds(60), "bo@host"),
            new IncidentEvent.Prioritised(
                AT.plusSeconds(70), "bo@host", Priority.P1, "only old ones"),
            new IncidentEvent.Noted(
                AT.plusSeconds(80), "bo@host", "a \"quoted\" note\nof two lines"),
            new IncidentEvent.Checked(AT.plusSeconds(90), "bo@host", Point.LOGS, "read"),
            new IncidentEvent.Waived(AT.plusSeconds(95), "bo@host", Point.REVIEW, "a test"),
            new IncidentEvent.Closed(AT.plusSeconds(99), "bo@host", Optional.of("a script")));
    more.forEach(event -> book().add(incident.id(), _ -> event));

    Incident read = book().find("20261123-1");
    assertThat(read.events().getFirst()).isEqualTo(opened("volume-deleted"));
    assertThat(read.events().subList(1, 7)).isEqualTo(more);
    assertThat(read.isOpen()).isFalse();
    assertThat(read.priority()).isEqualTo(Priority.P1);
    assertThat(read.answered()).hasValue(AT.plusSeconds(60));
    assertThat(read.lasted(Instant.MAX)).isEqualTo(Duration.ofSeconds(189));
    assertThat(read.missing()).hasSize(Point.values().length - 2).doesNotContain(Point.LOGS);
    assertThat(book().open()).isEmpty();
  }

  @Test
  void isLateWhenNobodyAnsweredInTime() {
    Incident incident = book().open(opened("a"));
    assertThat(incident.late(AT.plus(Duration.ofMinutes(15)))).isFalse();
    assertThat(incident.late(AT.plus(Duration.ofMinutes(15)).plusMillis(1))).isTrue();
    Incident answered =
        book().add(incident.id(), _ -> new IncidentEvent.Acknowledged(AT.plusSeconds(1), "ana"));
    assertThat(answered.late(AT.plus(Duration.ofDays(1)))).isFalse();
  }

  @Test
  void oneIsOpenOfEachCause() {
    book().open(opened("a"));
    fails(Code.INCIDENT_OPEN, () -> book().open(opened("a")));
    assertThat(book().open(opened("b")).id()).isEqualTo("20261123-2");
    book().add("20261123-1", _ -> new IncidentEvent.Closed(AT, "ana", Optional.empty()));
    assertThat(book().open(opened("a")).id()).isEqualTo("20261123-3");
  }

  @Test
  void aClosedOneTakesNothingMore() {
    Incident incident = book().open(opened("a"));
    book().add(incident.id(), _ -> new IncidentEvent.Closed(AT, "ana", Optional.empty()));
    fails(
        Code.INCIDENT_CLOSED,
        () -> book().add(incident.id(), _ -> new IncidentEvent.Noted(AT, "ana", "late")));
  }

  @Test
  void nothingThatIsNotAnIdLeadsToAFile() {
    for (String id : List.of("", "20261123-9", "../../etc/passwd", "20261123-1.jsonl")) {
      fails(Code.INCIDENT_NOT_FOUND, () -> book().find(id));
    }
  }

  @Test
  void theTenthOfADayComesAfterTheNinth() {
    for (int i = 0; i < 11; i++) {
      book().open(opened("cause" + i));
    }
    assertThat(book().all().stream().map(Incident::id))
        .startsWith("20261123-1", "20261123-2")
        .endsWith("20261123-10", "20261123-11");
  }

  @Test
  void aTornLineAndOneOfALaterVersionLoseNothingElse() throws IOException {
    Incident incident = book().open(opened("a"));
    Path file = state.resolve("incidents/shop").resolve(incident.id() + ".jsonl");
    Files.writeString(
        file,
        "{\"at\":\"2026-11-23T03:00:01Z\",\"by\":\"x\",\"event\":\"of tomorrow\"}\n{\"at\":\"20",
        StandardOpenOption.APPEND);
    Incident read =
        book().add(incident.id(), _ -> new IncidentEvent.Noted(AT.plusSeconds(9), "ana", "on"));
    assertThat(read.events()).hasSize(2);
    assertThat(read.events().getLast()).isInstanceOf(IncidentEvent.Noted.class);
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    Incident incident = book().open(opened("a"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Incident>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String text = "note " + i;
        all.add(
            threads.submit(
                () -> book().add(incident.id(), _ -> new IncidentEvent.Noted(AT, "ana", text))));
      }
      for (Future<Incident> each : all) {
        each.get();
      }
    }
    assertThat(book().find(incident.id()).events()).hasSize(41).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsSaidWithoutWords() {
    assertThatThrownBy(() -> new IncidentEvent.Noted(AT, "ana", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IncidentEvent.Waived(AT, "ana", Point.LOGS, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
