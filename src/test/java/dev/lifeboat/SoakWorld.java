package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A stack with its database and its repository, and what each backup in it must bring back. Its
 * methods fail with an {@link AssertionError} where the world isn't right.
 */
final class SoakWorld {
  static final String STACK = "soak";
  static final String DUMP = "dump";
  static final String OUT = "written";
  static final String COPY = "copy";
  static final String DATABASE = "soak";
  static final String OTHER = "soak_other";
  static final String ONLY = DATABASE + ".c0," + DATABASE + ".series," + DATABASE + ".few";
  static final String RENAMED = DATABASE + ".c1";
  static final String NEW_NAME = DATABASE + ".renamed";
  private static final String[] RESTORE = {"restore", "latest", "--confirm", STACK, "--json"};
  private static final int SUSPICIOUS = 14;
  private static final String[] FILL = {
    "restore", "latest", "--missing-only", "--confirm", STACK, "--json"
  };
  private static final String[] UNDO = {"undo", "--confirm", STACK, "--json"};
  private static final String[] BACKUP = {"backup", "--json", "--min-free", "0"};

  private final Path folder;
  private final SoakData data;
  private final SoakData other;
  private final Calls calls;
  private final Map<String, SoakMoment> backups = new TreeMap<>();
  private final Set<String> imported = new TreeSet<>();

  /**
   * @param client of a server whose databases {@link #DATABASE} and {@link #OTHER} it may have
   */
  SoakWorld(Path folder, MongoClient client, Random random) {
    this.folder = folder;
    this.data = new SoakData(client.getDatabase(DATABASE), random);
    this.other = new SoakData(client.getDatabase(OTHER), random);
    this.calls = new Calls(folder);
  }

  /** With an empty repository, and a database with something in it. */
  void create(String uri) throws IOException {
    data.fill();
    other.database().drop();
    data.dump(folder.resolve(DUMP));
    List<String> words = new ArrayList<>(List.of("init", "--no-input", "--stack", STACK));
    words.addAll(List.of("--mongo-uri", uri, "--database", data.database().getName()));
    words.addAll(List.of("--repository", repository().toString()));
    run(0, words.toArray(String[]::new));
    Files.writeString(
        folder.resolve("lifeboat.yaml"),
        "\nretention:\n  keep-last: 1\n",
        StandardOpenOption.APPEND);
  }

  SoakData data() {
    return data;
  }

  /** The database that restores with another name go to. */
  SoakData other() {
    return other;
  }

  Path folder() {
    return folder;
  }

  Path repository() {
    return folder.resolve("repository");
  }

  /** Runs a command that must end with that exit code. */
  Program.Ended run(int exit, String... words) {
    Program.Ended ended = calls.run(words);
    assertThat(ended.exit())
        .as("%s: %s%s", List.of(words), ended.out(), ended.err())
        .isEqualTo(exit);
    return ended;
  }

  /** Makes a backup of what is there, once it is settled. */
  void backup() {
    Program.Ended backup = calls.run(BACKUP);
    assertThat(backup.exit()).as("%s%s", backup.out(), backup.err()).isIn(0, SUSPICIOUS);
    String id = backup.json().path("id").asString("");
    if (backup.exit() == SUSPICIOUS) {
      accept(id);
    }
    backups.put(id, SoakMoment.of(data));
  }

  /** It may look as if too much were lost: that is on purpose here. */
  private void accept(String id) {
    run(0, "accept", id, "--reason", "the soak did it");
  }

  /** Plans a restore, which settles what was cut off, and tells what it settled. */
  String settled() {
    return run(0, "restore", "latest", "--dry-run", "--json").json().path("settled").toString();
  }

  /** Restores the newest backup, and compares all of it. */
  void restore(String... options) {
    Map<String, String> expected = atNewest().over(data.state());
    List<String> words = new ArrayList<>(List.of(RESTORE));
    words.addAll(List.of(options));
    JsonNode restored = run(0, words.toArray(String[]::new)).json();
    assertThat(restored.path("backup").asString("")).isEqualTo(newest());
    assertThat(data.state()).as("the restored data").isEqualTo(expected);
  }

  /** Inserts what is missing. */
  void fill() {
    run(0, FILL);
  }

  /** Takes the newest restore back; false if there is none. */
  boolean undo() {
    Program.Ended undo = calls.run(UNDO);
    assertThat(undo.exit()).as("undo: %s%s", undo.out(), undo.err()).isIn(0, 5);
    return undo.exit() == 0;
  }

  /** What the newest backup must bring back. */
  SoakMoment atNewest() {
    return Objects.requireNonNull(backups.get(newest()));
  }

  private String newest() {
    return backups.keySet().stream().max(String::compareTo).orElseThrow();
  }

  /** Imports the dump; it never is the newest backup. */
  void importDump() {
    run(0, "import", folder.resolve(DUMP).toString(), "--min-free", "0");
    assertThat(importPublished()).isTrue();
  }

  /**
   * Looks at the repository after a backup was killed: there is one more backup, or there is not.
   *
   * @param then what the database was meanwhile
   */
  boolean published(SoakMoment then) {
    List<String> added = added();
    added.forEach(this::accept);
    added.forEach(id -> backups.put(id, then));
    return !added.isEmpty();
  }

  /** The same after an import was killed. */
  boolean importPublished() {
    return imported.addAll(added());
  }

  /** After a prune: what it removed is gone, and the newest is never among it. */
  void forgetRemoved() {
    Set<String> listed = new TreeSet<>();
    run(0, "list", "--json")
        .json()
        .path("backups")
        .forEach(b -> listed.add(b.path("id").asString("")));
    assertThat(listed).contains(newest());
    backups.keySet().retainAll(listed);
    imported.retainAll(listed);
  }

  /** Which backups there must be. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>(imported);
    ids.addAll(backups.keySet());
    return ids;
  }

  private List<String> added() {
    List<String> listed = new ArrayList<>();
    for (JsonNode backup : run(0, "list", "--json").json().path("backups")) {
      listed.add(backup.path("id").asString(""));
      assertThat(backup.path("problem").asString("")).isEmpty();
    }
    assertThat(listed).containsAll(backups.keySet()).containsAll(imported);
    listed.removeAll(backups.keySet());
    listed.removeAll(imported);
    assertThat(listed).hasSizeLessThanOrEqualTo(1);
    return listed;
  }

  /** Every backup holds, by its content. */
  void verify() {
    run(0, "verify", "all", "--level", "content", "--json");
  }

  /** No announcement of a dead backup is left. */
  void assertNothingPending() throws IOException {
    Path pending = repository().resolve("pending");
    try (Stream<Path> files = Files.exists(pending) ? Files.list(pending) : Stream.empty()) {
      // What a killed process was just writing is no announcement yet; it is swept one day.
      assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".tmp-")))
          .as("announcements of backups")
          .isEmpty();
    }
  }

  /** Nothing staged is left, and nothing kept that no journal knows of. */
  void assertNoStrays() {
    // A restore of two databases has its journal in one of them.
    String journals = data.journal().toString() + other.journal();
    for (SoakData each : List.of(data, other)) {
      assertThat(each.own())
          .allMatch(name -> name.endsWith(".journal") || name.contains("__lifeboat.k"))
          .filteredOn(name -> name.contains("__lifeboat.k"))
          .allMatch(
              name -> journals.contains(name.replaceAll(".*__lifeboat\\.k([0-9a-f]+)\\..*", "$1")));
    }
  }

  /** Eight days later nothing of Lifeboat's is left in the databases. */
  void assertNothingStaysForever() {
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(8));
    Program.Ended ended = new Calls(folder, later).run("restore", "latest", "--dry-run", "--json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    for (SoakData each : List.of(data, other)) {
      assertThat(each.journal()).as("the journal").isEmpty();
      assertThat(each.own()).allMatch(name -> name.endsWith(".journal"));
    }
  }
}
