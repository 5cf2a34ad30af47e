package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.alert.Alert.Acknowledgement;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every course of events. */
class AlertBookPropertyTest {
  private static final List<Metric> METRICS =
      List.of(Metric.REPOSITORY, Metric.FRESHNESS, Metric.ROOM, Metric.DATABASE, Metric.ANCHOR);
  private static final Rules RULES =
      new Rules(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(2));

  /**
   * One round, and what people do before it.
   *
   * @param states of the metrics, in their order
   * @param minutes since the round before
   * @param silence 0: none; else one of so many minutes begins
   * @param acknowledged whether somebody takes care of all there is
   */
  record Look(List<State> states, int minutes, int silence, boolean acknowledged) {}

  @Provide
  Arbitrary<List<Look>> courses() {
    Arbitrary<List<State>> states =
        Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.just(State.OK)),
                net.jqwik.api.Tuple.of(4, Arbitraries.of(State.class)))
            .list()
            .ofSize(METRICS.size());
    return Combinators.combine(
            states,
            Arbitraries.integers().between(1, 90),
            Arbitraries.frequency(net.jqwik.api.Tuple.of(8, 0), net.jqwik.api.Tuple.of(1, 45)),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(8, false), net.jqwik.api.Tuple.of(1, true)))
        .as(Look::new)
        .list()
        .ofMaxSize(40);
  }

  private static List<Verdict> verdicts(Look look) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < METRICS.size(); i++) {
      verdicts.add(Seen.verdict(METRICS.get(i), "", look.states().get(i), "as it is"));
    }
    return verdicts;
  }

  /** All that is said, each with its round. */
  private static List<List<Notice>> run(List<Look> course, boolean restarts) {
    AlertBook book = AlertBook.EMPTY;
    Instant now = Seen.NOON;
    List<List<Notice>> said = new ArrayList<>();
    for (Look look : course) {
      now = now.plus(Duration.ofMinutes(look.minutes()));
      if (look.silence() > 0) {
        book =
            book.silence(Silence.ALL, now.plus(Duration.ofMinutes(look.silence())), "test", "ann");
      }
      if (look.acknowledged()) {
        for (Alert alert : book.alerts()) {
          book = book.acknowledge(alert.number(), new Acknowledgement("ann", now, ""));
        }
      }
      AlertBook.Round round = book.step(verdicts(look), now, RULES);
      said.add(round.notices());
      book = restarts ? AlertJson.book(AlertJson.print(round.book())) : round.book();
    }
    return said;
  }

  @Property(tries = 150)
  void nothingOpensTwiceWithoutAnEndNorEndsWithoutHavingBeenTold(
      @ForAll("courses") List<Look> course) {
    Set<String> open = new HashSet<>();
    for (List<Notice> round : run(course, false)) {
      for (Notice notice : round) {
        String key = notice.alert().key();
        switch (notice.kind()) {
          case OPENED -> assertThat(open.add(key)).as("opened: " + key).isTrue();
          case CLEARED -> assertThat(open.remove(key)).as("cleared: " + key).isTrue();
          default -> assertThat(open).contains(key);
        }
      }
    }
  }

  @Property(tries = 150)
  void whateverWasToldIsClearedOnceAllIsWell(@ForAll("courses") List<Look> course) {
    List<Look> healed = new ArrayList<>(course);
    List<State> well = METRICS.stream().map(metric -> State.OK).toList();
    for (int i = 0; i < 3; i++) {
      // A silence to its very end swallows no all-clear either.
      healed.add(new Look(well, 61, 45, false));
    }
    Map<String, Integer> open = new HashMap<>();
    run(healed, false).stream()
        .flatMap(List::stream)
        .forEach(
            notice -> {
              if (notice.kind() == Notice.Kind.OPENED) {
                open.merge(notice.alert().key(), 1, Integer::sum);
              } else if (notice.kind() == Notice.Kind.CLEARED) {
                open.merge(notice.alert().key(), -1, Integer::sum);
              }
            });
    assertThat(open.values()).allMatch(count -> count == 0);
  }

  @Property(tries = 150)
  void aRestartInBetweenChangesNothing(@ForAll("courses") List<Look> course) {
    assertThat(run(course, true)).isEqualTo(run(course, false));
  }

  @Property(tries = 150)
  void aRedCauseNeverStandsBesideWhatItExplainsFirstSeenWithIt(
      @ForAll("courses") List<Look> course) {
    for (List<Notice> round : run(course, false)) {
      List<String> opened =
          round.stream()
              .filter(notice -> notice.kind() == Notice.Kind.OPENED)
              .filter(notice -> notice.alert().state().red())
              .map(notice -> notice.alert().key())
              .toList();
      if (opened.contains("repository")) {
        assertThat(opened).doesNotContain("freshness", "room");
      }
    }
  }
}
