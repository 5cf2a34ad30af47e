package dev.lifeboat.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final Instant CREATED = Instant.parse("2026-11-23T06:15:17.5Z");

  @TempDir Path folder;

  private final Identity identity = Identity.generate();
  private final SigningKey signingKey = SigningKey.generate();

  @Test
  void writesIdentitiesInTheFormOfAgeKeygen() throws IOException {
    Path file = folder.resolve("lifeboat.key");
    IdentityFile.write(file, identity, CREATED);

    assertThat(Files.readString(file))
        .matches(
            """
            # created: 2026-11-23T06:15:17Z
            # public key: age1[a-z0-9]{58}
            AGE-SECRET-KEY-1[A-Z0-9]{58}
            """);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(IdentityFile.read(file))
        .singleElement()
        .satisfies(
            read -> assertThat(read.recipient()).isEqualTo(identity.recipient()),
            read -> assertThat(read.secret()).isEqualTo(identity.secret()));
  }

  @Test
  void readsSeveralIdentities() throws IOException {
    Identity other = Identity.generate();
    Path file = secretFile("# two\n\n" + identity.secret() + "\r\n  " + other.secret() + "\n# end");

    assertThat(IdentityFile.read(file))
        .extracting(Identity::recipient)
        .containsExactly(identity.recipient(), other.recipient());
  }

  @Test
  void keepsSigningKeys() throws IOException {
    Path file = folder.resolve("signing.key");
    signingKey.write(file);

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(SigningKey.read(file).signer()).isEqualTo(signingKey.signer());
  }

  @Test
  void neverOverwritesAFile() throws IOException {
    Path file = secretFile("precious");

    assertThat(problem(() -> IdentityFile.write(file, identity, CREATED)).code())
        .isEqualTo(Code.FILE_EXISTS);
    assertThat(problem(() -> signingKey.write(file)).message())
        .isEqualTo("cannot create '" + file + "': it exists already");
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void saysThatAFileIsMissing() {
    Path file = folder.resolve("none");

    assertThat(problem(() -> IdentityFile.read(file)))
        .isEqualTo(
            Problem.of(
                Code.KEY_MISSING,
                "there is no identity file '" + file + "'",
                "put it there from the recovery kit, or correct its path in the configuration"));
    assertThat(problem(() -> SigningKey.read(file)).message())
        .isEqualTo("there is no signing key '" + file + "'");
    assertThat(problem(() -> IdentityFile.read(folder)).message())
        .isEqualTo("cannot read the identity file '" + folder + "': is a directory");
    assertThat(problem(() -> signingKey.write(folder.resolve("no/key"))).code())
        .isEqualTo(Code.STORAGE_NOT_FOUND);
  }

  @Test
  void refusesFilesThatOthersCanUse() throws IOException {
    Path file = secretFile(identity.secret());
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx--x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

      assertThat(problem(() -> IdentityFile.read(file)))
          .as(mode)
          .isEqualTo(
              Problem.of(
                  Code.FILE_MODE,
                  "others than its owner may use the identity file '" + file + "'",
                  "chmod 600 '" + file + "'"));
      assertThat(problem(() -> SigningKey.read(file)).code()).isEqualTo(Code.FILE_MODE);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(IdentityFile.read(file)).hasSize(1);
  }

  @Test
  void namesTheDamagedLineAndNeverWhatItSays() throws IOException {
    String damaged = identity.secret().substring(0, 40) + "Q" + identity.secret().substring(41, 74);
    Path file = secretFile("# created\n" + damaged + "\n");
    Problem problem = problem(() -> IdentityFile.read(file));

    assertThat(problem.code()).isEqualTo(Code.KEY_DAMAGED);
    assertThat(problem.message())
        .isEqualTo("the identity file '" + file + "' is not usable: line 2 is not an age identity");
    assertThat(problem(() -> IdentityFile.read(secretFile("# nothing"))).message())
        .endsWith("it holds no age identity");
    assertThat(problem(() -> IdentityFile.read(secretFile("x".repeat(70_000)))).message())
        .endsWith("it has more than 64 KiB");
    assertThat(problem(() -> IdentityFile.read(secretFile(identity.recipient().publicKey()))))
        .isNotNull();
  }

  @Test
  void noDamageToASigningKeyGivesAnotherKey() throws IOException {
    Path original = folder.resolve("signing.key");
    signingKey.write(original);
    String text = Files.readString(original);
    int refused = 0;
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'B' ? 'A' : 'B';
      Path file = secretFile(text.substring(0, at) + other + text.substring(at + 1));
      try {
        assertThat(SigningKey.read(file).signer()).as("at " + at).isEqualTo(signingKey.signer());
      } catch (ProblemException e) {
        assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_DAMAGED);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(text.length() / 2);
    assertThat(problem(() -> SigningKey.read(secretFile("")))).isNotNull();
  }

  @Test
  void showsNoSecret() {
    String secret = identity.secret();

    assertThat(identity.toString()).isEqualTo("identity of " + identity.recipient());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identity.parse(secret + "Q"))
        .withMessage("not an age secret key")
        .withNoCause();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recipient(secret))
        .satisfies(e -> assertThat(e.toString()).doesNotContain(secret));
  }

  @Test
  void knowsARecipientWhenItSeesOne() {
    String publicKey = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    assertThat(new Recipient(publicKey)).hasToString(publicKey);
    for (String bad :
        List.of(
            "",
            "age1",
            publicKey.toUpperCase(Locale.ROOT),
            publicKey.replace("ql3", "ql4"),
            publicKey + "q",
            "ssh-ed25519 AAAA",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")) {
      assertThatIllegalArgumentException()
          .as(bad)
          .isThrownBy(() -> new Recipient(bad))
          .withMessage("'" + bad + "' is not an age public key");
    }
  }

  private Path secretFile(String content) throws IOException {
    Path file = Files.createTempFile(folder, "secret", ".key");
    return Files.writeString(file, content);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Problem problem(ThrowingCallable act) {
    return catchThrowableOfType(ProblemException.class, act).problems().getFirst();
  }
}
