package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

/** What must be right after a command was killed, whatever it was doing. */
record SoakRound(SoakWorld world, int choice) {
  /** A command that is killed. */
  enum Act {
    BACKUP("backup --min-free 0"),
    RESTORE("restore latest --confirm " + SoakWorld.STACK),
    UNDO("undo --confirm " + SoakWorld.STACK),
    IMPORT("import " + SoakWorld.DUMP + " --min-free 0");

    private final String line;

    Act(String line) {
      this.line = line;
    }

    @Override
    public String toString() {
      return line.replaceAll(" .*", "");
    }

    String[] words() {
      return line.split(" ", -1);
    }
  }

  /** Runs the command and kills it. */
  interface Killer {
    void run() throws Exception;
  }

  /** Whether the killed command's work was found undone or done. */
  boolean play(Act act, Killer killer) throws Exception {
    boolean done =
        switch (act) {
          case BACKUP -> backup(killer);
          case RESTORE -> restore(killer);
          case UNDO -> undo(killer);
          case IMPORT -> importDump(killer);
        };
    world.assertNoStrays();
    world.assertNothingStaysForever();
    return done;
  }

  private boolean backup(Killer killer) throws Exception {
    world.data().change();
    Map<String, String> then = world.data().state();
    killer.run();
    boolean published = world.published(then);
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
    killer.run();
    boolean done = settle(before);
    takeBack(before);
    return done;
  }

  private boolean undo(Killer killer) throws Exception {
    Map<String, String> before = bringBack();
    killer.run();
    boolean done = !settle(before);
    takeBack(before);
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
  private boolean settle(Map<String, String> before) throws IOException {
    Map<String, String> restored = world.atNewest();
    switch (choice % 4) {
      case 0 -> world.run(0, "restore", "latest", "--dry-run", "--json");
      case 1 -> {
        world.backup();
        world.assertNothingPending();
      }
      case 2 -> {
        boolean undone = world.undo();
        assertThat(world.data().state()).isEqualTo(before);
        return undone;
      }
      default -> {
        world.restore();
        // What it replaced tells what it found.
        assertThat(world.undo()).isTrue();
      }
    }
    assertThat(world.data().state())
        .as("what is there is the old data or the new, whole")
        .isIn(before, restored);
    return world.data().state().equals(restored);
  }

  /** At most two restores are to be taken back: the killed one, and that of the next command. */
  private void takeBack(Map<String, String> before) {
    for (int i = 0; i < 2 && !world.data().state().equals(before); i++) {
      assertThat(world.undo()).as("what a restore replaced can be had back").isTrue();
    }
    assertThat(world.data().state()).as("after the undo").isEqualTo(before);
  }
}
