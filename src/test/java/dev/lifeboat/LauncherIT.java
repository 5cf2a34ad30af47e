package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a made-up clone, with a made-up Maven and made-up JDKs. */
class LauncherIT {
  // A JVM that says how it was called; as a trainer, it writes the AOT cache.
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in -XX:AOTCacheOutput=*) echo cache > "${word#*=}"; exit ;; esac
      done
      echo "$0 in $PWD"
      for word in "$@"; do echo "[$word]"; done
      exit 7
      """;
  private static final String MAVEN =
      "#!/bin/sh\necho build >> builds; mkdir -p target; echo jar > target/lifeboat.jar\n";

  @TempDir Path temp;
  private Path clone;
  private Path bin;

  @BeforeEach
  void madeUpClone() throws IOException {
    clone = Files.createDirectories(temp.resolve("a clone"));
    for (var file : List.of("lifeboat", "src/main/sh/jdk.sh", "pom.xml")) {
      var copy = clone.resolve(file);
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(Path.of(file), copy);
    }
    makeExecutable(clone.resolve("lifeboat"));
    bin = temp.resolve("bin");
    program(bin.resolve("mvn"), MAVEN);
  }

  @Test
  void buildsOnceAndPassesEverythingOn() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    var first = launch(clone.resolve("lifeboat"), jdk, "a b", "", "--x=*", "$HOME");
    assertThat(first.status()).isEqualTo(7);
    assertThat(first.error())
        .isEqualTo("lifeboat: building (once; mvn package in '" + clone + "')\n");
    assertThat(first.output())
        .startsWith(jdk + "/bin/java in " + temp + "\n")
        .contains("[-XX:AOTCache=" + clone + "/target/lifeboat.aot]\n")
        .endsWith("[-jar]\n[" + clone + "/target/lifeboat.jar]\n[a b]\n[]\n[--x=*]\n[$HOME]\n");

    var second = launch(clone.resolve("lifeboat"), jdk);
    assertThat(second.error()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesTheLargeCacheForWhatUsesMostClasses() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    var large = "[-XX:AOTCache=" + clone + "/target/backup.aot]\n";
    assertThat(launch(clone.resolve("lifeboat"), jdk, "backup").output()).contains(large);
    assertThat(launch(clone.resolve("lifeboat"), jdk, "restore", "latest").output())
        .contains(large);
    assertThat(launch(clone.resolve("lifeboat"), jdk, "list").output()).doesNotContain(large);
  }

  @Test
  void givesTheDaemonASmallHeap() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    assertThat(launch(clone.resolve("lifeboat"), jdk, "serve").output())
        .containsSubsequence("[-Xmx256m]", "[-Xmx128m]");
    assertThat(launch(clone.resolve("lifeboat"), jdk, "list").output()).doesNotContain("-Xmx128m");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    launch(clone.resolve("lifeboat"), jdk);
    var later =
        FileTime.from(
            Files.getLastModifiedTime(clone.resolve("target/lifeboat.jar"))
                .toInstant()
                .plusSeconds(1));
    Files.setLastModifiedTime(clone.resolve("src/main/sh/jdk.sh"), later);
    launch(clone.resolve("lifeboat"), jdk);
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoFirstUsesAtOnceBuildOnce() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    program(bin.resolve("mvn"), MAVEN + "sleep 1\n");
    var both =
        List.of("one", "two").stream()
            .map(
                word ->
                    CompletableFuture.supplyAsync(
                        () -> launch(clone.resolve("lifeboat"), jdk, word)))
            .toList();
    assertThat(both.stream().map(CompletableFuture::join).map(Finished::status))
        .containsExactly(7, 7);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void worksThroughLinks() throws IOException {
    var jdk = jdk("jdk", "25.0.3");
    Files.createSymbolicLink(clone.resolve("relative"), Path.of("lifeboat"));
    var link = Files.createSymbolicLink(temp.resolve("link"), clone.resolve("relative"));
    assertThat(launch(link, jdk).output()).contains("[" + clone + "/target/lifeboat.jar]");
  }

  @Test
  void takesTheNamedJdkOrSaysWhatIsWrongWithIt() throws IOException {
    var old = jdk("old", "17.0.1");
    var finished = launch(clone.resolve("lifeboat"), old);
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.error())
        .isEqualTo(
            "lifeboat: LIFEBOAT_JAVA_HOME='%s' is not a JDK of version 25 or later\n".formatted(old)
                + "Hint: set it to the folder that contains bin/javac, or unset it\n");
  }

  @Test
  void passesOverAJavaHomeThatIsTooOld() throws IOException {
    var own = jdk("home/.sdkman/candidates/java/25-tem", "25");
    var finished =
        run(
            Map.of(
                "JAVA_HOME", jdk("old", "17.0.1").toString(),
                "HOME", temp.resolve("home").toString()));
    assertThat(finished.status()).isEqualTo(7);
    assertThat(finished.output()).startsWith(own + "/bin/java in ");
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws IOException {
    Files.delete(bin.resolve("mvn"));
    for (var tool : List.of("dirname", "readlink", "find", "head", "mkdir", "flock", "cat")) {
      program(bin.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
    }
    var finished =
        run(Map.of("LIFEBOAT_JAVA_HOME", jdk("jdk", "25").toString(), "PATH", bin.toString()));
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.error())
        .isEqualTo(
            """
            lifeboat: Lifeboat has to be built, and Maven is missing
            Hint: install Maven 3.8 or later (on Debian: apt-get install maven), then try again
            """);
  }

  @Test
  void aFailedBuildShowsWhatMavenSaid() throws IOException {
    program(bin.resolve("mvn"), "#!/bin/sh\necho 'no network'; exit 1\n");
    var finished = launch(clone.resolve("lifeboat"), jdk("jdk", "25"));
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.output()).isEmpty();
    assertThat(finished.error())
        .contains("\nno network\nlifeboat: the build failed\nHint: see the messages above");
  }

  private Finished launch(Path launcher, Path jdk, String... words) {
    return environment(
            Command.of(launcher.toString(), words), Map.of("LIFEBOAT_JAVA_HOME", jdk.toString()))
        .run();
  }

  private Finished run(Map<String, String> variables) {
    return environment(Command.of(clone.resolve("lifeboat").toString()), variables).run();
  }

  private Command environment(Command command, Map<String, String> variables) {
    var changed =
        command
            .inFolder(temp)
            .withEnvironment(Map.of("PATH", bin + ":/usr/bin:/bin", "LANG", "C.UTF-8"));
    for (var variable : variables.entrySet()) {
      changed = changed.withVariable(variable.getKey(), variable.getValue());
    }
    return changed;
  }

  private int builds() throws IOException {
    return Files.readAllLines(clone.resolve("builds")).size();
  }

  private Path jdk(String name, String version) throws IOException {
    var home = temp.resolve(name);
    program(home.resolve("bin/java"), JAVA);
    program(home.resolve("bin/javac"), JAVA);
    Files.writeString(home.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, script);
    makeExecutable(file);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
