package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.StackName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWriterTest {
  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void open() {
    folder = new ConfigFolder(temp);
  }

  private static NewConfig values(String uri, String repository) {
    return new NewConfig(
        new StackName("shop"),
        new Secret(uri),
        List.of(),
        List.of(new DatabaseName("shop"), new DatabaseName("it's"), new DatabaseName("true")),
        repository,
        new Encryption.Age(List.of(new Recipient(ConfigFolder.RECIPIENT))),
        Optional.of("lifeboat.key"),
        Optional.of("lifeboat-signing.key"),
        List.of(new TrustedSigner(ConfigFolder.SIGNER)),
        Optional.of("docs/lifeboat.schema.json"));
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws IOException {
    Path file =
        folder.files().write(Optional.empty(), values("mongodb://app:pa$$word@h/", "~/b ackups"));
    assertThat(file).isEqualTo(temp.resolve("lifeboat.yaml"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder.read())
        .isEqualTo(
            new Config(
                file,
                new StackName("shop"),
                List.of(),
                new MongoSettings(
                    MongoUri.parse("mongodb://app:pa$$word@h/"),
                    Optional.empty(),
                    new Selection(
                        List.of(
                            new DatabaseName("shop"),
                            new DatabaseName("it's"),
                            new DatabaseName("true")),
                        List.of(),
                        List.of()),
                    ReadPreference.PRIMARY,
                    Optional.empty(),
                    false,
                    Optional.empty()),
                new RepositoryLocation.Folder(Path.of("/home/ann/b ackups")),
                Optional.empty(),
                new Encryption.Age(List.of(new Recipient(ConfigFolder.RECIPIENT))),
                IdentityPlaces.of(temp.resolve("lifeboat.key")),
                Optional.of(temp.resolve("lifeboat-signing.key")),
                List.of(new TrustedSigner(ConfigFolder.SIGNER)),
                Config.DEFAULT_MIN_FREE,
                Config.DEFAULT_DELTA_ROOM,
                Config.DEFAULT_KEEP_OLD,
                HealthSettings.DEFAULT,
                Optional.empty(),
                StackSettings.DEFAULT,
                DockerSettings.NONE,
                Map.of(),
                OplogSettings.DEFAULT,
                DaemonSettings.DEFAULT,
                WatchSettings.DEFAULT,
                AlertSettings.NONE,
                TeamSettings.DEFAULT,
                Path.of("/home/ann/.local/state/lifeboat")));
  }

  @Test
  void theSmallestOneReadsBackToo() {
    NewConfig values =
        new NewConfig(
            new StackName("2024"),
            new Secret("mongodb://h/"),
            List.of(),
            List.of(),
            "b",
            new Encryption.None(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    folder.files().write(Optional.of(Path.of("x.yaml")), values);
    Config config = folder.files().read(Optional.of(Path.of("x.yaml")));
    assertThat(config.stack()).isEqualTo(new StackName("2024"));
    assertThat(config.mongo().selection()).isEqualTo(Selection.all());
    assertThat(config.encryption()).isEqualTo(new Encryption.None());
    assertThat(config.identities()).isEqualTo(IdentityPlaces.NONE);
  }

  @Test
  void aReferenceStaysAReference() {
    folder.file(".env", "PW='p@ss'\n");
    NewConfig values =
        new NewConfig(
            new StackName("shop"),
            new Secret("mongodb://app:${PW}@h/"),
            List.of(".env"),
            List.of(),
            "b",
            new Encryption.None(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    folder.files().write(Optional.empty(), values);
    Config config = folder.read();
    assertThat(config.envFiles()).containsExactly(temp.resolve(".env"));
    assertThat(config.mongo().uri().secret().reveal()).isEqualTo("mongodb://app:p%40ss@h/");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyPathSurvives(long seed) {
    Random random = new Random(seed);
    int[] letters =
        "ab /.$#{}'\"\\:\n\t~%ü€😀-!&*@|>?[],`\u0085\u00a0\u2028".codePoints().toArray();
    for (int i = 0; i < 100; i++) {
      StringBuilder name = new StringBuilder("/");
      for (int length = random.nextInt(20); length > 0; length--) {
        name.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      name.append('x');
      Path file = Path.of(i + ".yaml");
      folder.files().write(Optional.of(file), values("mongodb://h/", name.toString()));
      assertThat(folder.files().read(Optional.of(file)).repository())
          .as("seed " + seed + ", " + i)
          .isEqualTo(new RepositoryLocation.Folder(Path.of(name.toString()).normalize()));
    }
  }

  @Test
  void anExistingFileIsLeftAlone() throws IOException {
    folder.file("lifeboat.yaml", "mine");
    assertThatThrownBy(() -> folder.files().write(Optional.empty(), values("mongodb://h/", "b")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.FILE_EXISTS))
        .hasMessage("the configuration 'lifeboat.yaml' exists already");
    assertThat(temp.resolve("lifeboat.yaml")).hasContent("mine");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(
            () ->
                folder
                    .files()
                    .write(Optional.of(Path.of("none/l.yaml")), values("mongodb://h/", "b")))
        .hasMessage(
            "cannot create '" + temp.resolve("none/l.yaml") + "': there is no such file or folder");
  }
}
