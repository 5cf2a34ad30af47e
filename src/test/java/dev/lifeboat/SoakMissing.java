package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A restore of what is missing, or its undo, is killed: no document is changed or lost. */
record SoakMissing(SoakWorld world, int choice, SoakMoment backup) {
  /** These come back whole or not at all. */
  private static final Set<String> ORDERED = Set.of("log", "series");

  private SoakData data() {
    return world.data();
  }

  boolean fill(SoakRound.Killer killer) throws Exception {
    data().lose();
    SoakMoment before = SoakMoment.of(data());
    Map<String, Map<String, String>> filled = filled(before);
    killer.run();
    boolean done = settleFill(before, filled);
    takeBack(before);
    return done;
  }

  private boolean settleFill(SoakMoment before, Map<String, Map<String, String>> filled)
      throws IOException {
    switch (choice % 4) {
      case 0 -> {
        var _ = world.settled();
        assertBetween(before, filled);
      }
      case 1 -> {
        world.backup();
        world.assertNothingPending();
        assertBetween(before, filled);
      }
      case 2 -> {
        boolean undone = world.undo();
        assertThat(data().state()).isEqualTo(before.state());
        return undone;
      }
      default -> {
        world.fill();
        assertThat(data().documents()).as("run again, nothing is missing").isEqualTo(filled);
        assertDefined(before);
      }
    }
    return data().documents().equals(filled);
  }

  boolean undo(SoakRound.Killer killer) throws Exception {
    data().lose();
    SoakMoment before = SoakMoment.of(data());
    Map<String, Map<String, String>> filled = filled(before);
    world.fill();
    Map<String, String> then = data().state();
    assertThat(data().documents()).isEqualTo(filled);
    killer.run();
    switch (choice % 4) {
      case 0 -> {
        var _ = world.settled();
      }
      case 1 -> world.backup();
      case 2 -> {
        boolean undone = world.undo();
        assertThat(data().state()).isEqualTo(before.state());
        return !undone;
      }
      default -> {
        world.fill();
        assertThat(data().documents()).isEqualTo(filled);
        takeBack(before);
        return true;
      }
    }
    assertThat(data().state()).as("all taken back, or nothing").isIn(before.state(), then);
    boolean done = data().state().equals(before.state());
    takeBack(before);
    return done;
  }

  /** What is there then: what was there, and of the backup what was not. */
  private Map<String, Map<String, String>> filled(SoakMoment before) {
    Map<String, Map<String, String>> filled = new TreeMap<>(before.documents());
    backup
        .documents()
        .forEach(
            (name, documents) -> {
              Map<String, String> there = before.documents().get(name);
              if (there == null) {
                filled.put(name, documents);
              } else if (!ORDERED.contains(name)) {
                Map<String, String> both = new TreeMap<>(documents);
                both.putAll(there);
                filled.put(name, both);
              }
            });
    return filled;
  }

  /** Nothing that was there is changed, and nothing is there that should not come. */
  private void assertBetween(SoakMoment before, Map<String, Map<String, String>> filled) {
    data()
        .documents()
        .forEach(
            (name, documents) -> {
              Map<String, String> last = Objects.requireNonNull(filled.get(name), name);
              Map<String, String> first = before.documents().getOrDefault(name, Map.of());
              assertThat(documents).as(name).containsAllEntriesOf(first);
              assertThat(last).as(name).containsAllEntriesOf(documents);
              if (ORDERED.contains(name)) {
                assertThat(documents).as(name + " is whole").isIn(first, last);
              }
            });
    assertThat(data().documents().keySet()).containsAll(before.documents().keySet());
    assertDefined(before);
  }

  /** What was created has its options and indexes. */
  private void assertDefined(SoakMoment before) {
    data()
        .state()
        .forEach(
            (name, state) -> {
              String wanted =
                  Objects.requireNonNull(
                      before.state().getOrDefault(name, backup.state().get(name)), name);
              assertThat(definition(state)).as(name).isEqualTo(definition(wanted));
            });
  }

  private static String definition(String state) {
    return state.replaceAll("Fingerprint\\[.*", "");
  }

  /** What the killed command inserted, and what the next one did. */
  private void takeBack(SoakMoment before) {
    for (int i = 0; i < 2 && !data().state().equals(before.state()); i++) {
      assertThat(world.undo()).as("what was inserted can be taken back").isTrue();
    }
    assertThat(data().state()).as("after the undo").isEqualTo(before.state());
  }
}
