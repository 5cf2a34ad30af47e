package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FailuresTest {
  @TempDir private Path folder;

  private Failures failures() {
    return new Failures(new CrashFiles(folder, "1.4.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, STORAGE_NOT_FOUND",
    "ALREADY_EXISTS, STORAGE_EXISTS",
    "ACCESS_DENIED, STORAGE_DENIED",
    "OUT_OF_SPACE, STORAGE_FULL",
    "UNAVAILABLE, STORAGE_UNAVAILABLE"
  })
  void givesEachKindOfStorageFailureItsCode(Kind kind, Code code) {
    StorageException failure = new StorageException(kind, "cannot read 'objects/ab/cd'", null);
    Problem problem = failures().explain(failure, false).getFirst();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).isEqualTo("cannot read 'objects/ab/cd'");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysWhatToDoAboutEachKindOfStorageFailure(Kind kind) {
    StorageException failure = new StorageException(kind, "cannot read 'objects/ab/cd'", null);
    assertThat(failures().explain(failure, false).getFirst().hints()).hasSize(1);
  }

  @Test
  void saysWhichFileCantBeUsedAndWhatToDo() {
    Path file = folder.resolve("state");
    FileException failure =
        FileException.cannot("create", file, new AccessDeniedException(file.toString()));
    Problem problem = failures().explain(failure, false).getFirst();
    assertThat(problem.code()).isEqualTo(Code.STORAGE_DENIED);
    assertThat(problem.message()).isEqualTo("cannot create '" + file + "': access is denied");
    assertThat(problem.hints()).isNotEmpty();
  }

  @Test
  void keepsAllProblemsThatWereFoundTogether() {
    List<Problem> problems =
        List.of(Problem.of(Code.CONFIG_INVALID, "one"), Problem.of(Code.CONFIG_INVALID, "two"));
    assertThat(failures().explain(new dev.lifeboat.problem.ProblemException(problems), false))
        .isEqualTo(problems);
  }

  @Test
  void putsAnInterruptionFirst() {
    Problem consequence = Problem.of(Code.MONGO_FAILED, "the connection was closed");
    assertThat(failures().explain(consequence.exception(), true))
        .extracting(Problem::code)
        .containsExactly(Code.INTERRUPTED, Code.MONGO_FAILED);
    Problem told = Problem.of(Code.INTERRUPTED, "interrupted before the swap");
    assertThat(failures().explain(told.exception(), true)).containsExactly(told);
  }

  @Test
  void keepsTheDetailsOfADefectInAFileWithoutSecrets() throws IOException {
    RuntimeException defect =
        new IllegalStateException(
            "no mongodb://root:hun/ter2@db, password=hunter3",
            new IOException("AGE-SECRET-KEY-1QQQSECRET"));
    Problem problem = failures().explain(defect, false).getFirst();
    assertThat(problem.code()).isEqualTo(Code.INTERNAL);
    assertThat(problem.message())
        .isEqualTo("the program met a condition that it doesn't handle: IllegalStateException");
    List<Path> files;
    try (var list = Files.list(folder)) {
      files = list.toList();
    }
    assertThat(files).hasSize(1);
    Path file = files.getFirst();
    assertThat(problem.hints().getFirst()).contains("'" + file + "'");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .startsWith("lifeboat 1.4.0\nJava ")
        .contains("java.lang.IllegalStateException: no mongodb://***@db, password=***")
        .contains("Caused by: java.io.IOException: AGE-SECRET-KEY-***")
        .doesNotContain("ter2", "hunter3", "QQQSECRET");
  }

  @Test
  void stillReportsADefectWhereNoFileCanBeWritten() {
    Failures failures = new Failures(new CrashFiles(folder.resolve("absent"), "1.4.0"));
    Problem problem = failures.explain(new IllegalStateException(), false).getFirst();
    assertThat(problem.hints().getFirst()).startsWith("run the command again with --verbose");
  }

  @Test
  void saysHowToGiveMoreMemory() {
    Problem problem = failures().explain(new OutOfMemoryError("Java heap space"), false).getFirst();
    assertThat(problem.code()).isEqualTo(Code.OUT_OF_MEMORY);
  }
}
