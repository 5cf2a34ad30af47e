package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCipherTest {
  private final Identity identity = Identity.generate();
  private final Identity other = Identity.generate();
  private final ObjectCipher cipher =
      ObjectCipher.age(List.of(identity.recipient()), List.of(identity));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000})
  void givesBackWhatWasSealed(int length) throws DamagedObjectException {
    byte[] plain = bytes(length);
    Sealed sealed = cipher.seal(plain, 0, length);

    assertThat(open(cipher, sealed)).isEqualTo(plain);
    assertThat(sealed.openAgain()).isEqualTo(plain);
    assertThat(opensTo(sealed, plain, 0, length)).isTrue();
  }

  @Test
  void worksOnRangesOfArrays() throws DamagedObjectException {
    byte[] plain = bytes(200_000);
    Sealed sealed = cipher.seal(plain, 10, 150_000);
    byte[] stored = bytes(sealed);
    byte[] embedded = new byte[stored.length + 20];
    System.arraycopy(stored, 0, embedded, 7, stored.length);

    assertThat(cipher.open(embedded, 7, stored.length))
        .isEqualTo(Arrays.copyOfRange(plain, 10, 150_010));
    assertThat(opensTo(sealed, plain, 10, 150_000)).isTrue();
    assertThat(opensTo(sealed, plain, 11, 150_000)).isFalse();
    assertThat(opensTo(sealed, plain, 10, 149_999)).isFalse();
    assertThat(opensTo(sealed, plain, 10, 150_001)).isFalse();
  }

  @Test
  void worksOutsideTheHeap() throws DamagedObjectException {
    byte[] plain = bytes(200_000);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocateFrom(JAVA_BYTE, plain);
      Sealed sealed = cipher.seal(outside, arena.allocate(cipher.roomFor(plain.length) + 100));

      assertThat(open(cipher, sealed)).isEqualTo(plain);
      assertThat(sealed.openAgain()).isEqualTo(plain);
      assertThat(sealed.opensTo(outside)).isTrue();
      outside.set(JAVA_BYTE, 199_999, (byte) (plain[199_999] + 1));
      assertThat(sealed.opensTo(outside)).isFalse();
    }
  }

  @Test
  void seesDamageInMemoryWithoutAnIdentity() {
    byte[] plain = bytes(100_000);
    ObjectCipher publicOnly = ObjectCipher.age(List.of(identity.recipient()), List.of());
    for (int at : new int[] {10, 60, 150, 250, 50_000, 100_200}) {
      Sealed sealed = publicOnly.seal(plain, 0, plain.length);
      MemorySegment bytes = sealed.bytes();
      bytes.set(JAVA_BYTE, at, (byte) (bytes.get(JAVA_BYTE, at) ^ 4));

      assertThat(opensTo(sealed, plain, 0, plain.length)).as("byte " + at).isFalse();
      assertThatExceptionOfType(DamagedObjectException.class).isThrownBy(sealed::openAgain);
    }
  }

  @Test
  void sealsForSeveralRecipients() throws DamagedObjectException {
    byte[] plain = bytes(100);
    Sealed sealed =
        ObjectCipher.age(List.of(identity.recipient(), other.recipient()), List.of())
            .seal(plain, 0, 100);

    for (Identity one : List.of(identity, other)) {
      assertThat(open(ObjectCipher.age(List.of(one.recipient()), List.of(one)), sealed))
          .isEqualTo(plain);
    }
  }

  @Test
  void triesEveryIdentity() throws DamagedObjectException {
    ObjectCipher both = ObjectCipher.age(List.of(other.recipient()), List.of(other, identity));
    Sealed sealed = cipher.seal(bytes(5), 0, 5);

    assertThat(open(both, sealed)).isEqualTo(bytes(5));
  }

  @Test
  void tellsAWrongKeyFromAMissingOne() {
    Sealed sealed = cipher.seal(bytes(5), 0, 5);
    ObjectCipher wrong = ObjectCipher.age(List.of(identity.recipient()), List.of(other));
    ObjectCipher missing = ObjectCipher.age(List.of(identity.recipient()), List.of());

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> open(wrong, sealed))
        .satisfies(
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_WRONG),
            e -> assertThat(e).hasMessageContaining(other.recipient().publicKey()));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> open(missing, sealed))
        .satisfies(e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_MISSING));
    assertThat(wrong.canOpen()).isTrue();
    assertThat(missing.canOpen()).isFalse();
  }

  @Test
  void namesTheSetOfRecipients() {
    Recipient a = identity.recipient();
    Recipient b = other.recipient();

    assertThat(ObjectCipher.age(List.of(a, b), List.of()).recipientsId())
        .isEqualTo(ObjectCipher.age(List.of(b, a, b), List.of()).recipientsId())
        .hasSize(16)
        .isNotEqualTo(ObjectCipher.age(List.of(a), List.of()).recipientsId());
    assertThat(ObjectCipher.none().recipientsId()).isEqualTo("none");
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectCipher.age(List.of(), List.of()));
  }

  @Test
  void neverSealsTheSameWayTwice() {
    byte[] plain = bytes(100);

    assertThat(bytes(cipher.seal(plain, 0, 100))).isNotEqualTo(bytes(cipher.seal(plain, 0, 100)));
  }

  @Test
  void canBeUsedByManyThreads() {
    boolean allRight =
        IntStream.range(0, 200)
            .parallel()
            .allMatch(
                i -> {
                  byte[] plain = bytes(i * 700);
                  Sealed sealed = cipher.seal(plain, 0, plain.length);
                  try {
                    return opensTo(sealed, plain, 0, plain.length)
                        && Arrays.equals(open(cipher, sealed), plain);
                  } catch (DamagedObjectException e) {
                    throw new AssertionError(e);
                  }
                });

    assertThat(allRight).isTrue();
  }

  @Test
  void withoutEncryptionBytesStayAsTheyAre() throws DamagedObjectException {
    byte[] plain = bytes(100);
    Sealed sealed = ObjectCipher.none().seal(plain, 10, 50);

    assertThat(sealed.bytes()).isEqualTo(MemorySegment.ofArray(plain).asSlice(10, 50));
    assertThat(sealed.openAgain()).isEqualTo(Arrays.copyOfRange(plain, 10, 60));
    assertThat(opensTo(sealed, plain, 10, 50)).isTrue();
    assertThat(opensTo(sealed, plain, 10, 49)).isFalse();
    assertThat(ObjectCipher.none().open(plain, 10, 50)).isEqualTo(sealed.openAgain());
    assertThat(ObjectCipher.none().canOpen()).isTrue();
  }

  private static byte[] bytes(Sealed sealed) {
    return sealed.bytes().toArray(JAVA_BYTE);
  }

  private static byte[] open(ObjectCipher cipher, Sealed sealed) throws DamagedObjectException {
    byte[] stored = bytes(sealed);
    return cipher.open(stored, 0, stored.length);
  }

  private static boolean opensTo(Sealed sealed, byte[] plain, int offset, int length) {
    return sealed.opensTo(MemorySegment.ofArray(plain).asSlice(offset, length));
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
