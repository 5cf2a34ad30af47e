package dev.lifeboat.repository.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private final SigningKey key = SigningKey.generate();
  private final byte[] message = "{\"format\":1}".getBytes(US_ASCII);
  private final TrustedSigners trusted = TrustedSigners.of(List.of(key.publicKey()));

  @Test
  void trustsWhatATrustedKeySigned() {
    assertThat(trusted.check(message, Optional.of(key.sign(message))))
        .isEqualTo(new Verdict.Valid(key.signer()));
  }

  @Test
  void tellsTheKindsOfDistrustApart() {
    SigningKey stranger = SigningKey.generate();
    byte[] changed = "{\"format\":2}".getBytes(US_ASCII);

    assertThat(trusted.check(message, Optional.empty())).isEqualTo(new Verdict.Unsigned());
    assertThat(trusted.check(message, Optional.of(stranger.sign(message))))
        .isEqualTo(new Verdict.UnknownSigner(stranger.fingerprint()));
    assertThat(trusted.check(changed, Optional.of(key.sign(message))))
        .isInstanceOf(Verdict.Forged.class);
    assertThat(trusted.check(message, Optional.of("no".getBytes(US_ASCII))))
        .isEqualTo(new Verdict.Malformed("it doesn't begin with '-----BEGIN SSH SIGNATURE-----'"));
  }

  @Test
  void neverTrustsASignatureWithAFlippedBit() {
    byte[] signature = key.sign(message);
    for (int bit = 0; bit < signature.length * 8; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Verdict verdict = trusted.check(message, Optional.of(flipped));

      // A line break more or less between the lines of Base64 changes nothing that is signed.
      if (!new String(flipped, US_ASCII)
          .replace('\r', '\n')
          .strip()
          .equals(new String(signature, US_ASCII).strip())) {
        assertThat(verdict).as("bit " + bit).isNotInstanceOf(Verdict.Valid.class);
      }
    }
  }

  @Test
  void neverTrustsASignatureThatIsCutOff() {
    byte[] signature = key.sign(message);
    String end = "-----END SSH SIGNATURE-----";
    for (int length = 0; length < signature.length - 1; length++) {
      byte[] cut = java.util.Arrays.copyOf(signature, length);
      byte[] closed = (new String(cut, US_ASCII) + "\n" + end).getBytes(US_ASCII);

      assertThat(trusted.check(message, Optional.of(cut))).isInstanceOf(Verdict.Malformed.class);
      if (length < signature.length - end.length() - 2) {
        assertThat(trusted.check(message, Optional.of(closed)))
            .as("cut at " + length)
            .isNotInstanceOf(Verdict.Valid.class);
      }
    }
  }

  @Test
  void readsPublicKeyLines() {
    assertThat(SignerKey.parse("  " + key.publicKey() + " of the host\n")).isEqualTo(key.signer());
    assertThat(key.fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
    for (String bad :
        List.of("", "ssh-ed25519", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-ed25519 ?", "x y z")) {
      assertThatIllegalArgumentException().isThrownBy(() -> TrustedSigners.of(List.of(bad)));
    }
  }

  @Test
  void showsNoSecret() {
    assertThat(key.toString()).isEqualTo("signing key " + key.fingerprint());
  }
}
