package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writing a backup as a folder is killed: it is there whole, or not at all. */
record SoakFolder(SoakWorld world) {
  boolean write(SoakRound.Killer killer) throws Exception {
    Path out = world.folder().resolve(SoakWorld.OUT);
    remove(out);
    killer.run();
    boolean done = Files.exists(out);
    Map<String, String> found = done ? files(out) : Map.of();
    remove(out);
    world.run(0, "restore", "latest", "--to-dir", out.toString(), "--json");
    if (done) {
      assertThat(found).isEqualTo(files(out));
    }
    return done;
  }

  /** What each file holds, but the one that names the version of the program. */
  private static Map<String, String> files(Path folder) throws Exception {
    Map<String, String> files = new TreeMap<>();
    for (Path path : walk(folder)) {
      if (Files.isRegularFile(path) && !path.endsWith("prelude.json")) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
        files.put(folder.relativize(path).toString(), HexFormat.of().formatHex(digest));
      }
    }
    return files;
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> paths = new ArrayList<>(walk(folder));
      Collections.reverse(paths);
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    }
  }
}
