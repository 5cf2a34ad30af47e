package dev.lifeboat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Naming a file where there are hard links, and where there are none. */
final class NewNameTest {
  @TempDir private Path folder;

  @Test
  void findsThatItsOwnLinkIsThereAlready() throws IOException {
    Path temp = Files.writeString(folder.resolve(".tmp-1"), "x");
    Path file = Files.createLink(folder.resolve("file"), temp);
    NewName.give(temp, file);
    assertThat(file).hasContent("x");
  }

  @Test
  void doesNotTakeAnEqualFileForItsOwn() throws IOException {
    Path temp = Files.writeString(folder.resolve(".tmp-1"), "x");
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> NewName.give(temp, file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void renamesWithoutALinkButNeverReplaces() throws IOException {
    Path first = Files.writeString(folder.resolve(".tmp-1"), "first");
    Path second = Files.writeString(folder.resolve(".tmp-2"), "second");
    Path file = folder.resolve("f".repeat(255));
    NewName.rename(first, file, 500);
    assertThatThrownBy(() -> NewName.rename(second, file, 500))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("first");
    assertThat(names()).containsExactlyInAnyOrder(".tmp-2", file.getFileName().toString());
  }

  @Test
  void letsOneOfManyRename() throws Exception {
    Path file = folder.resolve("file");
    List<Callable<Boolean>> racers =
        IntStream.range(0, 8).mapToObj(i -> (Callable<Boolean>) () -> renamed(i, file)).toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Boolean> outcomes = new ArrayList<>();
      for (Future<Boolean> racer : pool.invokeAll(racers)) {
        outcomes.add(racer.get());
      }
      assertThat(outcomes).containsOnlyOnce(true).hasSize(8);
    }
  }

  private boolean renamed(int i, Path file) throws IOException {
    Path temp = Files.writeString(folder.resolve(".tmp-" + i), "racer " + i);
    try {
      NewName.rename(temp, file, 500);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Test
  void waitsForAClaimAndThenSaysWhatIsInTheWay() throws IOException {
    Path temp = Files.writeString(folder.resolve(".tmp-1"), "x");
    Path file = folder.resolve("file");
    Path claim = Files.createFile(NewName.claimOf(file));
    assertThatThrownBy(() -> NewName.rename(temp, file, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(claim.toString());
    assertThat(file).doesNotExist();
    Files.delete(claim);
    NewName.rename(temp, file, 500);
    assertThat(file).hasContent("x");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
