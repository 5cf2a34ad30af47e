package dev.lifeboat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the peers, each on what it needs from the others.
 *
 * @param launcher of Lifeboat
 * @param uri of the server, whose data is in {@link BenchData#DATABASE}
 * @param folder for dumps and repositories, emptied after each use
 */
record Rounds(Path launcher, String uri, Path folder, Stopwatch stopwatch) {
  private static final String STACK = "bench";

  /** One run of a peer; what it made is there for those that restore it, until the next round. */
  Cost run(Peer peer) throws IOException, InterruptedException {
    return switch (peer) {
      case MONGODUMP_GZIP -> dump(gzip(), dumpCommand("--archive=" + gzip(), "--gzip"));
      case MONGODUMP_ZSTD ->
          dump(
              zstd(),
              shell(
                  "%s | zstd -q -3 -T0 -o '%s'"
                      .formatted(String.join(" ", quoted(dumpCommand("--archive"))), zstd())));
      case LIFEBOAT_BACKUP -> backup();
      case MONGORESTORE_GZIP -> {
        needs(gzip(), Peer.MONGODUMP_GZIP);
        yield stopwatch.run(folder, restoreCommand("--archive=" + gzip(), "--gzip"));
      }
      case MONGORESTORE_TUNED -> {
        if (!Files.exists(plain())) {
          var _ = stopwatch.run(folder, dumpCommand("--archive=" + plain()));
        }
        yield stopwatch.run(
            folder, restoreCommand("--archive=" + plain(), "--numInsertionWorkersPerCollection=4"));
      }
      case LIFEBOAT_STAGED -> restore("--keep-old", "1s");
      case LIFEBOAT_IN_PLACE -> restore("--in-place", "--drop");
    };
  }

  /** Removes what the last round made. */
  void clear() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        delete(file);
      }
    }
  }

  private Cost dump(Path to, List<String> command) throws IOException, InterruptedException {
    return stopwatch.run(folder, command).withSize(Files.size(to));
  }

  private Cost backup() throws IOException, InterruptedException {
    delete(own());
    Files.createDirectory(own());
    var _ =
        lifeboat(
            "init",
            "--no-input",
            "--stack",
            STACK,
            "--mongo-uri",
            uri,
            "--database",
            BenchData.DATABASE,
            "--repository",
            own().resolve("repository").toString());
    return lifeboat("backup", "--min-free", "0").withSize(size(own().resolve("repository")));
  }

  private Cost restore(String... words) throws IOException, InterruptedException {
    needs(own(), Peer.LIFEBOAT_BACKUP);
    List<String> command = new ArrayList<>(List.of("restore", "latest", "--confirm", STACK));
    command.addAll(List.of(words));
    Cost cost = lifeboat(command.toArray(String[]::new));
    try {
      // What was kept aside goes with the next look at the target, its time being over.
      var _ = lifeboat("undo", "--dry-run");
    } catch (IllegalStateException e) {
      // There is nothing left to undo, which is what was wanted.
    }
    return cost;
  }

  private void needs(Path path, Peer maker) throws IOException, InterruptedException {
    if (!Files.exists(path)) {
      var _ = run(maker);
    }
  }

  private Cost lifeboat(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return stopwatch.run(own(), command);
  }

  private List<String> dumpCommand(String... words) {
    return Stream.concat(
            Stream.of(
                "mongodump",
                "--quiet",
                "--uri=" + uri,
                "--db=" + BenchData.DATABASE,
                // What restores have kept aside is no part of the data.
                "--excludeCollectionsWithPrefix=__lifeboat."),
            Stream.of(words))
        .toList();
  }

  private List<String> restoreCommand(String... words) {
    return Stream.concat(
            Stream.of("mongorestore", "--quiet", "--uri=" + uri, "--drop"), Stream.of(words))
        .toList();
  }

  private static List<String> shell(String line) {
    return List.of("bash", "-o", "pipefail", "-c", line);
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").toList();
  }

  private Path own() {
    return folder.resolve("own");
  }

  private Path gzip() {
    return folder.resolve("dump.gz");
  }

  private Path zstd() {
    return folder.resolve("dump.zst");
  }

  private Path plain() {
    return folder.resolve("dump");
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
