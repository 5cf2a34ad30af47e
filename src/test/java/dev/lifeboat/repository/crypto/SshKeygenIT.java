package dev.lifeboat.repository.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ssh-keygen and Lifeboat sign and check for each other. */
class SshKeygenIT {
  private static final String MESSAGE = "{\"backup\":\"20261123T061517Z\"}\n";

  @TempDir Path folder;

  private final SigningKey key = SigningKey.generate();
  private final TrustedSigners trusted = TrustedSigners.of(List.of(key.publicKey()));
  private Path keyFile = Path.of("");

  @BeforeAll
  static void needsSshKeygen() {
    try {
      Command.of("ssh-keygen", "-?").run();
    } catch (ProblemException e) {
      abort("ssh-keygen is not installed: " + e.getMessage());
    }
  }

  @BeforeEach
  void writeKey() {
    keyFile = folder.resolve("signing.key");
    key.write(keyFile);
  }

  @Test
  void sshKeygenVerifiesOurs() throws IOException {
    Files.write(folder.resolve("message.sig"), key.sign(MESSAGE.getBytes(UTF_8)));

    assertThat(verify(MESSAGE, "lifeboat").status()).isZero();
    assertThat(verify(MESSAGE.replace('2', '3'), "lifeboat").status()).isNotZero();
    assertThat(verify(MESSAGE, "git").status()).isNotZero();
  }

  @Test
  void weVerifyWhatSshKeygenSigns() throws IOException {
    byte[] message = MESSAGE.getBytes(UTF_8);

    assertThat(trusted.check(message, Optional.of(sign("lifeboat"))))
        .isEqualTo(new Verdict.Valid(key.signer()));
    assertThat(trusted.check(message, Optional.of(sign("git"))))
        .isEqualTo(new Verdict.Forged("it was made for something other than Lifeboat"));
    assertThat(trusted.check(message, Optional.of(sign("lifeboat", "-O", "hashalg=sha256"))))
        .isEqualTo(new Verdict.Malformed("it signs a hash other than sha512"));
  }

  @Test
  void ourSignatureIsTheOneOfSshKeygen() throws IOException {
    // Ed25519 has one signature for a key and a message.
    assertThat(new String(key.sign(MESSAGE.getBytes(UTF_8)), UTF_8))
        .isEqualTo(new String(sign("lifeboat"), UTF_8));
  }

  @Test
  void keysAndFingerprintsAreTheSame() throws IOException {
    Path publicKey = Files.writeString(folder.resolve("key.pub"), key.publicKey() + "\n");

    assertThat(Command.of("ssh-keygen", "-l", "-f", publicKey.toString()).output())
        .isEqualTo("256 " + key.fingerprint() + " lifeboat (ED25519)\n");
    assertThat(SignerKey.parse(Command.of("ssh-keygen", "-y", "-f", keyFile.toString()).output()))
        .isEqualTo(key.signer());
  }

  @Test
  void weReadKeysOfSshKeygen() throws IOException {
    Path made = keygen("ed25519", "");

    assertThat(SigningKey.read(made).signer())
        .isEqualTo(SignerKey.parse(Files.readString(folder.resolve("ed25519.pub"))));
  }

  @Test
  void weRefuseKeysWithAPassphraseOrOfAnotherKind() {
    for (Path made : List.of(keygen("ed25519", "a passphrase"), keygen("ecdsa", ""))) {
      Throwable refusal = catchThrowable(() -> SigningKey.read(made));

      assertThat(refusal).isInstanceOf(ProblemException.class).hasMessageContaining("not usable");
    }
  }

  private Path keygen(String type, String passphrase) {
    Path file = folder.resolve(type);
    Command.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()).output();
    return file;
  }

  private byte[] sign(String namespace, String... options) throws IOException {
    Path message = Files.writeString(folder.resolve("signed"), MESSAGE);
    Path signature = folder.resolve("signed.sig");
    Files.deleteIfExists(signature);
    Command.of("ssh-keygen", "-Y", "sign", "-f", keyFile.toString(), "-n", namespace)
        .with(options)
        .with(message.toString())
        .output();
    return Files.readAllBytes(signature);
  }

  private Finished verify(String message, String namespace) throws IOException {
    Path allowed = folder.resolve("allowed_signers");
    Files.writeString(allowed, "lifeboat " + key.publicKey() + "\n");
    return Command.of("ssh-keygen", "-Y", "verify", "-f", allowed.toString(), "-I", "lifeboat")
        .with("-n", namespace, "-s", folder.resolve("message.sig").toString())
        .withInput(message)
        .run();
  }
}
