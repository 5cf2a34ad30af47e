package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the age command and Lifeboat write for each other. */
class AgeCommandIT {
  @TempDir Path folder;

  private final Identity identity = Identity.generate();
  private final Identity second = Identity.generate();
  private final ObjectCipher cipher =
      ObjectCipher.age(List.of(identity.recipient(), second.recipient()), List.of(identity));
  private Path key = Path.of("");
  private Path secondKey = Path.of("");

  @BeforeAll
  static void needsAge() {
    try {
      Command.of("age", "--version").run();
      Command.of("age-keygen", "--version").run();
    } catch (ProblemException e) {
      abort("age is not installed: " + e.getMessage());
    }
  }

  @BeforeEach
  void writeKeys() {
    key = folder.resolve("first.key");
    secondKey = folder.resolve("second.key");
    IdentityFile.write(key, identity, Instant.EPOCH);
    IdentityFile.write(secondKey, second, Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 65_537, 1_000_000})
  void ageOpensOurs(int length) throws IOException {
    byte[] plain = ObjectCipherTest.bytes(length);
    Path sealed = write(cipher.seal(plain, 0, length));

    for (Path identityFile : List.of(key, secondKey)) {
      assertThat(ageOpens(identityFile, sealed).status()).isZero();
      assertThat(takeOpened()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 65_537, 1_000_000})
  void weOpenWhatAgeWrites(int length) throws IOException, DamagedObjectException {
    byte[] plain = ObjectCipherTest.bytes(length);
    Path source = Files.write(folder.resolve("source"), plain);
    Command.of("age", "-r", second.recipient().publicKey())
        .with("-r", identity.recipient().publicKey())
        .with("-o", folder.resolve("sealed").toString(), source.toString())
        .output();
    byte[] sealed = Files.readAllBytes(folder.resolve("sealed"));

    assertThat(cipher.open(sealed, 0, sealed.length)).isEqualTo(plain);
  }

  @Test
  void ageRefusesWhatWeRefuse() throws IOException {
    Sealed sealed = cipher.seal(new byte[100], 0, 100);
    byte[] flipped = sealed.bytes().toArray(JAVA_BYTE);
    flipped[flipped.length - 20] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged"), flipped);
    Path stranger = folder.resolve("stranger.key");
    IdentityFile.write(stranger, Identity.generate(), Instant.EPOCH);

    assertThat(ageOpens(key, damaged).status()).isNotZero();
    assertThat(ageOpens(stranger, write(sealed)).status()).isNotZero();
    assertThatExceptionOfType(DamagedObjectException.class)
        .isThrownBy(() -> cipher.open(flipped, 0, flipped.length));
  }

  @Test
  void filesOfIdentitiesAreTheSame() {
    Path made = folder.resolve("made.key");
    Command.of("age-keygen", "-o", made.toString()).output();

    assertThat(Command.of("age-keygen", "-y", made.toString()).output().strip())
        .isEqualTo(IdentityFile.read(made).getFirst().recipient().publicKey());
    assertThat(Command.of("age-keygen", "-y", key.toString()).output().strip())
        .isEqualTo(identity.recipient().publicKey());
  }

  private Path write(Sealed sealed) throws IOException {
    return Files.write(folder.resolve("sealed"), sealed.bytes().toArray(JAVA_BYTE));
  }

  /** What age has opened; it creates no file for an empty one. */
  private byte[] takeOpened() throws IOException {
    Path opened = folder.resolve("plain");
    byte[] content = Files.exists(opened) ? Files.readAllBytes(opened) : new byte[0];
    Files.deleteIfExists(opened);
    return content;
  }

  private Finished ageOpens(Path identityFile, Path sealed) {
    return Command.of("age", "-d", "-i", identityFile.toString())
        .with("-o", folder.resolve("plain").toString(), sealed.toString())
        .run();
  }
}
