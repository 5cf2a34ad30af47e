package dev.lifeboat.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the next process finds after one was killed with SIGKILL. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class KilledWriterIT {
  @TempDir private Path folder;
  private Path root;
  private LocalStorage storage;

  @BeforeEach
  void createRoot() {
    root = folder.resolve("repository");
    LocalStorage.createRoot(root);
    storage = new LocalStorage(root);
  }

  @Test
  void findsNothingOfAnObjectThatWasHalfWritten() throws Exception {
    Process writer = StoringProcess.start(List.of(), "half", root);
    try (BufferedReader output = writer.inputReader()) {
      assertThat(output.readLine()).isEqualTo("half");
    } finally {
      kill(writer);
    }
    ObjectKey key = ObjectKey.of("objects/ab/half");
    Path ab = root.resolve("objects/ab");
    assertThat(temporaryFiles(ab)).hasSize(1);
    assertThat(storage.stat(key)).isEmpty();
    assertThat(list()).isEmpty();

    storage.create(key, Content.of("whole".getBytes(UTF_8)));
    assertThat(list()).extracting(info -> info.key().value()).containsExactly("objects/ab/half");
    assertThat(temporaryFiles(ab)).as("a young leftover may be someone's work").hasSize(1);

    Files.setLastModifiedTime(
        temporaryFiles(ab).getFirst(), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    new LocalStorage(root).create(ObjectKey.of("objects/ab/next"), Content.of(new byte[1]));
    assertThat(temporaryFiles(ab)).isEmpty();
    assertThat(list()).hasSize(2);
  }

  @Test
  void findsOnlyWholeObjectsAndAllThatWereReported() throws Exception {
    Set<String> reported = new HashSet<>();
    Process writer = StoringProcess.start(List.of(), "many", root);
    try (BufferedReader output = writer.inputReader()) {
      for (int i = 0; i < 60; i++) {
        reported.add(output.readLine());
      }
    } finally {
      kill(writer);
    }
    List<ObjectInfo> found = list();
    assertThat(found).extracting(info -> info.key().value()).containsAll(reported);
    for (ObjectInfo info : found) {
      assertThat(info.size()).isEqualTo(StoringProcess.SIZE);
      int number = Integer.parseInt(info.key().value().replaceFirst(".*/", ""));
      try (InputStream in = storage.read(info.key(), 0, Long.MAX_VALUE)) {
        assertThat(in.readAllBytes()).containsOnly((byte) number);
      }
    }
  }

  private static void kill(Process writer) throws InterruptedException {
    writer.destroyForcibly();
    assertThat(writer.waitFor()).as("128 and SIGKILL").isEqualTo(137);
  }

  private static List<Path> temporaryFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".tmp-")).toList();
    }
  }

  private List<ObjectInfo> list() {
    List<ObjectInfo> found = new ArrayList<>();
    storage.list("", found::add);
    return found;
  }
}
