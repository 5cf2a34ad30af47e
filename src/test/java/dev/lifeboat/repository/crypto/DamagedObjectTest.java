package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the answer is the true plaintext or a typed error. */
class DamagedObjectTest {
  private static final int CHUNK = 65_536 + 16;

  private final Identity identity = Identity.generate();
  private final ObjectCipher cipher =
      ObjectCipher.age(List.of(identity.recipient()), List.of(identity));

  @Test
  void noFlippedBitOpens() {
    byte[] sealed = seal(ObjectCipherTest.bytes(100));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(open(flipped)).as("bit " + bit).isEmpty();
    }
  }

  @Test
  void noTruncationOpens() {
    byte[] sealed = seal(ObjectCipherTest.bytes(1_000));
    for (int length = 0; length < sealed.length; length++) {
      assertThat(open(Arrays.copyOf(sealed, length))).as("cut at " + length).isEmpty();
    }
  }

  @Test
  void noTruncationBetweenChunksOpens() {
    byte[] sealed = seal(ObjectCipherTest.bytes(4 * 65_536));
    for (int chunks = 1; chunks <= 4; chunks++) {
      for (int more = -1; more <= 16; more++) {
        int length = sealed.length - chunks * CHUNK + more;
        assertThat(open(Arrays.copyOf(sealed, length))).as("cut at " + length).isEmpty();
      }
    }
  }

  @Test
  void nothingMayFollow() {
    for (int length : new int[] {0, 1, 65_536}) {
      byte[] sealed = seal(ObjectCipherTest.bytes(length));
      for (int more : new int[] {1, 15, 16, 17, CHUNK}) {
        assertThat(open(Arrays.copyOf(sealed, sealed.length + more))).isEmpty();
      }
    }
  }

  @Test
  void chunksDontChangePlaces() {
    byte[] sealed = seal(ObjectCipherTest.bytes(3 * 65_536));
    int body = sealed.length - 3 * CHUNK;
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, body, swapped, body + CHUNK, CHUNK);
    System.arraycopy(sealed, body + CHUNK, swapped, body, CHUNK);

    assertThat(open(swapped)).isEmpty();
    assertThat(open(sealed)).isPresent();
  }

  @Test
  void randomDamageDoesNotOpen() {
    byte[] sealed = seal(ObjectCipherTest.bytes(2_000));
    Random random = new Random(44);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = sealed.clone();
      // Half of the rounds meet the header, whose parser has most to get wrong.
      int first = random.nextInt(round % 2 == 0 ? 200 : sealed.length);
      int count = 1 + random.nextInt(40);
      for (int i = first; i < Math.min(sealed.length, first + count); i++) {
        damaged[i] = (byte) random.nextInt();
      }
      if (!Arrays.equals(damaged, sealed)) {
        assertThat(open(damaged)).as("round " + round).isEmpty();
      }
    }
  }

  @Test
  void randomBytesDoNotOpen() {
    Random random = new Random(45);
    byte[] version = "age-encryption.org/v1\n-> X25519 ".getBytes(US_ASCII);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        System.arraycopy(version, 0, bytes, 0, Math.min(version.length, bytes.length));
      }
      assertThat(open(bytes)).as("round " + round).isEmpty();
    }
  }

  private byte[] seal(byte[] plain) {
    return cipher.seal(plain, 0, plain.length).bytes().toArray(JAVA_BYTE);
  }

  private Optional<byte[]> open(byte[] sealed) {
    try {
      return Optional.of(cipher.open(sealed, 0, sealed.length));
    } catch (DamagedObjectException e) {
      assertThat(e).hasMessageMatching("(is|has) .*");
      return Optional.empty();
    } catch (ProblemException e) {
      // Damage where the recipient's own part of the header is looks like another's file.
      assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_WRONG);
      return Optional.empty();
    }
  }
}
