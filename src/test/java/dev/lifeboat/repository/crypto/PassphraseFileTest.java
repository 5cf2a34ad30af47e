package dev.lifeboat.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity files that 'age -p' of age 1.1.1 made, with the passphrase 'correct horse'. */
class PassphraseFileTest {
  private static final String RECIPIENT =
      "age134ew02e5smm3r84juvp3kqlnxedk7029uw2x5qvuxu5qc3j8qsdqwylfla";

  private static byte[] file(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PassphraseFileTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"passphrase.age", "passphrase-armored.age"})
  void opensWhatAgeSealed(String name) throws IOException {
    IdentityText text = IdentityText.of("the file", file(name));

    assertThat(text.sealed()).isTrue();
    assertThat(text.open("correct horse"))
        .singleElement()
        .satisfies(found -> assertThat(found.recipient()).hasToString(RECIPIENT));
  }

  @Test
  void tellsAWrongPassphraseFromADamagedFile() throws IOException {
    byte[] content = file("passphrase.age");
    IdentityText text = IdentityText.of("the file", content);
    assertThat(code(() -> text.open("correct horses"))).isEqualTo(Code.PASSPHRASE_WRONG);
    assertThat(code(text::open)).isEqualTo(Code.PASSPHRASE_MISSING);

    content[content.length - 1] ^= 1;
    IdentityText damaged = IdentityText.of("the file", content);
    assertThat(code(() -> damaged.open("correct horse"))).isEqualTo(Code.KEY_DAMAGED);
    String cut = new String(file("passphrase-armored.age"), StandardCharsets.US_ASCII);
    IdentityText torn =
        IdentityText.of(
            "the file", cut.substring(0, cut.length() / 2).getBytes(StandardCharsets.US_ASCII));
    assertThat(torn.sealed()).isTrue();
    assertThat(code(() -> torn.open("correct horse"))).isEqualTo(Code.KEY_DAMAGED);
  }

  @Test
  void refusesAFileThatAsksForTooMuchWork() throws IOException {
    String text = new String(file("passphrase.age"), StandardCharsets.ISO_8859_1);
    IdentityText greedy =
        IdentityText.of(
            "the file", text.replaceFirst(" 18\n", " 40\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(code(() -> greedy.open("correct horse"))).isEqualTo(Code.KEY_DAMAGED);
  }

  @Test
  void derivesTheKeysThatBouncyCastleDerives() throws GeneralSecurityException {
    Random random = new Random(11);
    for (int work = 1; work <= 10; work++) {
      byte[] salt = new byte[1 + random.nextInt(60)];
      random.nextBytes(salt);
      String passphrase = "pä😀ß".repeat(random.nextInt(30));
      assertThat(Scrypt.derive(passphrase, salt, work))
          .isEqualTo(
              SCrypt.generate(
                  passphrase.getBytes(StandardCharsets.UTF_8), salt, 1 << work, 8, 1, 32));
    }
  }

  private static Code code(Runnable act) {
    return catchThrowableOfType(ProblemException.class, act::run).problems().getFirst().code();
  }
}
