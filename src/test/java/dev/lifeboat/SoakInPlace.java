package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A restore in place is killed: what is neither the old data nor the new is named, until a restore
 * has brought it back.
 */
record SoakInPlace(SoakWorld world, int choice) {
  private static final String CUT_OFF = "was cut off";

  boolean replace(SoakRound.Killer killer) throws Exception {
    world.data().change();
    Map<String, String> before = world.data().state();
    Map<String, String> restored = world.atNewest().over(before);
    killer.run();
    String settled = world.settled();
    assertNamed(settled, before, restored);
    boolean done = world.data().state().equals(restored);
    if (choice % 2 == 0) {
      world.restore("--in-place", "--drop");
    } else {
      besides(settled, before, restored);
    }
    assertThat(world.settled()).doesNotContain(CUT_OFF);
    return done;
  }

  /** A restore beside what is there leads out too, and back if it is taken back. */
  private void besides(String settled, Map<String, String> before, Map<String, String> restored) {
    Map<String, String> found = world.data().state();
    world.restore();
    assertThat(world.settled()).doesNotContain(CUT_OFF);
    assertThat(world.undo()).isTrue();
    assertThat(world.data().state()).isEqualTo(found);
    if (!incomplete(settled).isEmpty()) {
      assertNamed(world.settled(), before, restored);
    }
    world.restore();
  }

  private void assertNamed(
      String settled, Map<String, String> before, Map<String, String> restored) {
    Map<String, String> now = world.data().state();
    String incomplete = incomplete(settled);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!incomplete.contains("'" + SoakWorld.DATABASE + "." + name + "'")) {
        assertThat(String.valueOf(now.get(name)))
            .as("%s, which nobody says is incomplete: %s", name, settled)
            .isIn(String.valueOf(before.get(name)), String.valueOf(restored.get(name)));
      }
    }
    if (!now.equals(before) && !now.equals(restored)) {
      assertThat(settled).contains(CUT_OFF);
    }
  }

  private static String incomplete(String settled) {
    int at = settled.indexOf(": incomplete ");
    return at < 0 ? "" : settled.substring(at, settled.indexOf(';', at));
  }
}
