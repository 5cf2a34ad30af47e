package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {
  @TempDir Path folder;

  @Test
  void readsWhatWasAppended() {
    LineLog log = new LineLog(folder.resolve("log"));
    assertThat(lines(log)).isEmpty();
    log.append("one");
    log.append("two");

    assertThat(lines(log)).containsExactly("one", "two");
  }

  @Test
  void passesOverWhatTheReaderRejects() throws IOException {
    Path file = folder.resolve("log");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff, 0, '\n', 'b'});
    List<String> lines = new ArrayList<>();
    new LineLog(file)
        .read(
            line -> {
              if (line.length() != 1) {
                throw new IllegalArgumentException(line);
              }
              lines.add(line);
            });

    assertThat(lines).containsExactly("a", "b");
  }

  @Test
  void linesOfSeveralWritersDoNotMix() throws Exception {
    Path file = folder.resolve("log");
    List<Callable<Integer>> jobs = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String line = String.valueOf((char) ('a' + writer)).repeat(200);
      jobs.add(
          () -> {
            LineLog log = new LineLog(file);
            for (int i = 0; i < 200; i++) {
              log.append(line);
            }
            return 200;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> job : threads.invokeAll(jobs)) {
        assertThat(job.get()).isEqualTo(200);
      }
    }

    assertThat(lines(new LineLog(file)))
        .hasSize(800)
        .allMatch(line -> line.length() == 200 && line.chars().distinct().count() == 1);
  }

  @Test
  void saysWhatItCannotDo() {
    LineLog log = new LineLog(folder.resolve("missing/log"));

    assertThatThrownBy(() -> log.append("x"))
        .isInstanceOf(FileException.class)
        .hasMessageStartingWith("cannot write '" + folder.resolve("missing/log"));
  }

  private static List<String> lines(LineLog log) {
    List<String> lines = new ArrayList<>();
    log.read(lines::add);
    return lines;
  }

  @Test
  void fewerLinesTakeThePlaceOfAllAndNoneIsLostMeanwhile() throws Exception {
    Path file = folder.resolve("compacted");
    int each = 400;
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      int number = writer;
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      new LineLog(file).append("line " + number + " " + i);
                    }
                  }));
    }
    while (writers.stream().anyMatch(Thread::isAlive)) {
      new LineLog(file).compact(lines -> lines.stream().distinct().sorted().toList());
    }
    for (Thread writer : writers) {
      writer.join();
    }
    Set<String> found = new HashSet<>();
    new LineLog(file).read(found::add);
    assertThat(found).hasSize(3 * each);
  }

  @Test
  void aFailedCompactionLeavesTheLines() {
    Path file = folder.resolve("kept");
    LineLog log = new LineLog(file);
    log.append("one");
    assertThatThrownBy(
            () ->
                log.compact(
                    _ -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    List<String> found = new ArrayList<>();
    log.read(found::add);
    assertThat(found).containsExactly("one");
  }
}
