package dev.lifeboat.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {
  private static final EngineTls TLS =
      new EngineTls(Optional.of(Path.of("/ca.pem")), Optional.empty(), Optional.empty());

  private static EngineAddress parse(String text) {
    return EngineAddress.parse(text, EngineTls.NONE);
  }

  @Test
  void readsASocketOfThisHost() {
    assertThat(parse("unix:///run/user/1000/docker.sock"))
        .isEqualTo(new EngineAddress.Local(Path.of("/run/user/1000/docker.sock")))
        .hasToString("unix:///run/user/1000/docker.sock");
  }

  @Test
  void readsTcpWithAndWithoutTls() {
    assertThat(parse("tcp://10.0.0.5"))
        .isEqualTo(new EngineAddress.Tcp("10.0.0.5", 2375, false, EngineTls.NONE));
    assertThat(parse("tcp://proxy:2376"))
        .isEqualTo(new EngineAddress.Tcp("proxy", 2376, true, EngineTls.NONE));
    assertThat(EngineAddress.parse("tcp://proxy", TLS))
        .isEqualTo(new EngineAddress.Tcp("proxy", 2376, true, TLS));
    assertThat(EngineAddress.parse("tcp://proxy:99", TLS))
        .isEqualTo(new EngineAddress.Tcp("proxy", 99, true, TLS));
  }

  @Test
  void readsSsh() {
    assertThat(parse("ssh://deploy@shop.example:2222"))
        .isEqualTo(
            new EngineAddress.Ssh(
                "deploy@shop.example", OptionalInt.of(2222), Path.of("/var/run/docker.sock")));
    assertThat(parse("ssh://shop/run/user/1000/docker.sock"))
        .isEqualTo(
            new EngineAddress.Ssh(
                "shop", OptionalInt.empty(), Path.of("/run/user/1000/docker.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "docker",
        "/var/run/docker.sock",
        "unix://",
        "tcp://",
        "tcp://u:secret@h",
        "ftp://h",
        "ssh://u:secret@h",
        "ssh:///x",
        "tcp://h:port"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no address of a Docker engine")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aLoginIsNoOptionOfSsh() {
    assertThatThrownBy(
            () -> new EngineAddress.Ssh("-oProxyCommand=x", OptionalInt.empty(), Path.of("/s")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
