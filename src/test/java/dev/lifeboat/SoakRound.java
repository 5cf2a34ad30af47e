package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What must be right after a command was killed, whatever it was doing. */
record SoakRound(SoakWorld world, int choice) {
  /** Runs the command and kills it. */
  interface Killer {
    void run() throws Exception;
  }

  /** Whether the killed command's work was found undone or done. */
  boolean play(SoakAct act, Killer killer) throws Exception {
    boolean done =
        switch (act) {
          case BACKUP -> backup(killer);
          case RESTORE -> restore(killer);
          case UNDO -> undo(killer);
          case IMPORT -> importDump(killer);
          case ONLY -> only(killer);
          case AS -> as(killer);
          case MISSING -> new SoakMissing(world, choice, world.atNewest()).fill(killer);
          case UNDO_MISSING -> new SoakMissing(world, choice, world.atNewest()).undo(killer);
          case IN_PLACE -> new SoakInPlace(world, choice).replace(killer);
          case RENAME -> rename(killer);
          case PRUNE -> new SoakUpkeep(world).prune(killer);
          case COPY -> new SoakUpkeep(world).copy(killer);
          case TO_DIR -> new SoakFolder(world).write(killer);
        };
    world.assertNoStrays();
    world.assertNothingStaysForever();
    return done;
  }

  private boolean backup(Killer killer) throws Exception {
    world.data().change();
    Map<String, String> then = world.data().state();
    killer.run();
    boolean published = world.published(SoakMoment.of(world.data()));
    assertThat(world.data().state()).isEqualTo(then);
    if (choice % 2 == 0) {
      world.data().change();
    }
    world.backup();
    world.assertNothingPending();
    world.verify();
    Map<String, String> before = bringBack();
    assertThat(world.undo()).isTrue();
    assertThat(world.data().state()).isEqualTo(before);
    return published;
  }

  private boolean importDump(Killer killer) throws Exception {
    killer.run();
    boolean published = world.importPublished();
    if (choice % 2 == 0) {
      world.importDump();
    } else {
      world.backup();
    }
    world.assertNothingPending();
    world.verify();
    return published;
  }

  private boolean restore(Killer killer) throws Exception {
    world.data().change();
    Map<String, String> before = world.data().state();
    return restore(killer, world.data(), before, world.atNewest().over(before));
  }

  /** Some collections come back, and the others stay as they are. */
  private boolean only(Killer killer) throws Exception {
    world.data().change();
    if (!world.atNewest().state().keySet().containsAll(List.of("c0", "series", "few"))) {
      world.backup(); // The newest was made of what had lost them.
      world.data().change();
    }
    Map<String, String> before = world.data().state();
    Map<String, String> restored = new TreeMap<>(before);
    for (String name : SoakWorld.ONLY.split(",", -1)) {
      restored.put(
          collection(name), Objects.requireNonNull(world.atNewest().state().get(collection(name))));
    }
    return restore(killer, world.data(), before, restored);
  }

  /** One collection comes under another name, and all others stay as they are. */
  private boolean rename(Killer killer) throws Exception {
    world.data().change();
    Map<String, String> before = world.data().state();
    Map<String, String> restored = new TreeMap<>(before);
    restored.put(
        collection(SoakWorld.NEW_NAME),
        Objects.requireNonNull(world.atNewest().state().get(collection(SoakWorld.RENAMED))));
    return restore(killer, world.data(), before, restored);
  }

  private static String collection(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** Everything comes into another database, whatever is there. */
  private boolean as(Killer killer) throws Exception {
    world.data().change();
    if (choice % 3 == 0) {
      world.other().change();
    }
    Map<String, String> untouched = world.data().state();
    boolean done = restore(killer, world.other(), world.other().state(), world.atNewest().state());
    assertThat(world.data().state()).as("the database beside it").isEqualTo(untouched);
    return done;
  }

  private boolean restore(
      Killer killer, SoakData data, Map<String, String> before, Map<String, String> restored)
      throws Exception {
    killer.run();
    boolean done = settle(data, before, restored);
    takeBack(data, before);
    return done;
  }

  private boolean undo(Killer killer) throws Exception {
    Map<String, String> before = bringBack();
    Map<String, String> restored = world.atNewest().over(before);
    killer.run();
    boolean done = !settle(world.data(), before, restored);
    takeBack(world.data(), before);
    return done;
  }

  /** What was there before. */
  private Map<String, String> bringBack() {
    world.data().change();
    Map<String, String> before = world.data().state();
    world.restore();
    return before;
  }

  /** The next command, whichever it is, settles what was cut off; true if the backup is in. */
  private boolean settle(SoakData data, Map<String, String> before, Map<String, String> restored)
      throws IOException {
    switch (choice % 4) {
      case 0 -> {
        var _ = world.settled();
      }
      case 1 -> {
        world.backup();
        world.assertNothingPending();
      }
      case 2 -> {
        boolean undone = world.undo();
        assertThat(data.state()).isEqualTo(before);
        return undone;
      }
      default -> {
        world.restore();
        // What it replaced tells what it found.
        assertThat(world.undo()).isTrue();
      }
    }
    assertThat(data.state())
        .as("what is there is the old data or the new, whole")
        .isIn(before, restored);
    return data.state().equals(restored);
  }

  /** At most two restores are to be taken back: the killed one, and that of the next command. */
  private void takeBack(SoakData data, Map<String, String> before) {
    for (int i = 0; i < 2 && !data.state().equals(before); i++) {
      assertThat(world.undo()).as("what a restore replaced can be had back").isTrue();
    }
    assertThat(data.state()).as("after the undo").isEqualTo(before);
  }
}
