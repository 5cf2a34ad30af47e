package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's key may be encrypted, as openssl does it. */
class EncryptedKeyIT {
  @TempDir Path folder;

  @Test
  void anEncryptedKeyOpensWithItsPassword() throws Exception {
    Path both = certificateWithEncryptedKey("right");
    assertThat(TlsContext.of(files(both, "right")).getProtocol()).isEqualTo("TLS");
    assertThatThrownBy(() -> TlsContext.of(files(both, "wrong")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("can't be decrypted")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> TlsContext.of(new TlsFiles(Optional.empty(), Optional.of(both))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("holds no private key");
    assertThat(files(both, "right").toString()).doesNotContain("right");
  }

  private Path certificateWithEncryptedKey(String password) throws Exception {
    TlsFiles plain = Certificates.in(folder).client("client", "/CN=app");
    Path encrypted = folder.resolve("encrypted.pem");
    InstalledTools.tool("openssl")
        .with("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:" + password)
        .with("-in", plain.certificateAndKey().orElseThrow().toString())
        .with("-out", encrypted.toString())
        .output();
    return Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(folder.resolve("client.crt")) + Files.readString(encrypted));
  }

  private static TlsFiles files(Path both, String password) {
    return new TlsFiles(Optional.empty(), Optional.of(both), Optional.of(password));
  }
}
