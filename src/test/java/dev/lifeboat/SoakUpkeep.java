package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What changes a repository without looking at the database is killed. */
record SoakUpkeep(SoakWorld world) {
  /** Whatever a prune was doing: what is left is whole, and the next one ends it. */
  boolean prune(SoakRound.Killer killer) throws Exception {
    for (int i = 0; i < 2; i++) {
      world.data().change();
      world.backup();
    }
    int before = world.ids().size();
    killer.run();
    world.forgetRemoved();
    int left = world.ids().size();
    world.verify();
    world.run(0, "prune", "--confirm", SoakWorld.STACK, "--json");
    world.forgetRemoved();
    assertThat(names(world.repository().resolve("tombstones"))).isEmpty();
    world.verify();
    var then = world.data().state();
    world.restore();
    assertThat(world.undo()).isTrue();
    assertThat(world.data().state()).isEqualTo(then);
    return left < before;
  }

  /** What is in the copy is whole, and the next copy completes it. */
  boolean copy(SoakRound.Killer killer) throws Exception {
    world.data().change();
    world.backup();
    Path copy = world.folder().resolve(SoakWorld.COPY);
    killer.run();
    boolean done = names(copy.resolve("backups")).containsAll(manifests());
    if (!names(copy.resolve("backups")).stream()
        .filter(name -> name.endsWith(".json"))
        .toList()
        .isEmpty()) {
      verify(copy);
    }
    world.run(0, "copy", "--to", copy.toString(), "--json");
    assertThat(names(copy.resolve("backups"))).containsAll(manifests());
    assertThat(names(copy.resolve("pending"))).isEmpty();
    verify(copy);
    return done;
  }

  private void verify(Path copy) {
    world.run(0, "verify", "all", "--level", "content", "--repository", copy.toString(), "--json");
  }

  private Set<String> manifests() {
    Set<String> names = new TreeSet<>();
    world.ids().forEach(id -> names.add(id + ".json"));
    return names;
  }

  /** What is there, but for what a killed process was just writing. */
  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> !name.startsWith(".tmp-"))
            .forEach(names::add);
      }
    }
    return names;
  }
}
