package dev.lifeboat.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.source.mongo.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are reached over TLS and over SSH. */
class RemoteEngineIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @TempDir Path temp;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Certificate and key apart, as Docker has them; the tests' authority makes one file of both. */
  private EngineTls tls(Certificates certificates, String name, String names) throws IOException {
    String both = Files.readString(certificates.server(names));
    Path certificate = temp.resolve(name + "-cert.pem");
    Path key = temp.resolve(name + "-key.pem");
    Files.writeString(certificate, block(both, "CERTIFICATE"));
    Files.writeString(key, block(both, "PRIVATE KEY"));
    return new EngineTls(
        Optional.of(certificates.authority()), Optional.of(certificate), Optional.of(key));
  }

  private static String block(String text, String kind) {
    String end = "-----END " + kind + "-----\n";
    return text.substring(
        text.indexOf("-----BEGIN " + kind + "-----"), text.indexOf(end) + end.length());
  }

  @Test
  void overTlsBothSidesShowWhoTheyAre() throws IOException {
    Certificates certificates = Certificates.in(temp);
    EngineTls server = tls(certificates, "server", "IP:127.0.0.1,DNS:localhost");
    EngineTls client = tls(certificates, "client", "DNS:client");
    int port = freePort();
    try (Dockerd _ =
        Dockerd.start(
            "--host",
            "tcp://127.0.0.1:" + port,
            "--tlsverify",
            "--tlscacert",
            certificates.authority().toString(),
            "--tlscert",
            server.certificate().orElseThrow().toString(),
            "--tlskey",
            server.key().orElseThrow().toString())) {
      EngineAddress address = EngineAddress.parse("tcp://127.0.0.1:" + port, client);
      try (Engine engine = Engine.connect(address)) {
        assertThat(engine.info().version()).isNotEmpty();
        assertThat(engine.environment())
            .containsEntry("DOCKER_TLS_VERIFY", "1")
            .containsKey("DOCKER_CERT_PATH");
        assertThat(
                Command.of("docker", "version", "--format", "{{.Server.Version}}")
                    .withEnvironment(environment(engine))
                    .output()
                    .strip())
            .isEqualTo(engine.info().version());
      }
      EngineTls stranger = new EngineTls(client.authority(), Optional.empty(), Optional.empty());
      assertThatThrownBy(
              () -> Engine.connect(EngineAddress.parse("tcp://127.0.0.1:" + port, stranger)))
          .hasMessageContaining("can't be reached");
    }
  }

  @Test
  void overSshTheSocketIsForwarded() throws IOException, InterruptedException {
    String sshd = Command.of("sh", "-c", "command -v sshd || echo /usr/sbin/sshd").output().strip();
    assumeTrue(Files.isExecutable(Path.of(sshd)), "there is no sshd: ./test installs it");
    int port = freePort();
    key("host");
    key("user");
    Files.copy(temp.resolve("user.pub"), temp.resolve("authorized"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(Path.of("/run/sshd"));
    Path config = temp.resolve("config");
    Files.writeString(
        config,
        """
        Host engine
          HostName 127.0.0.1
          Port %d
          User root
          IdentityFile %s
          UserKnownHostsFile /dev/null
          StrictHostKeyChecking no
          LogLevel ERROR
        """
            .formatted(port, temp.resolve("user")));
    Path socket = ((EngineAddress.Local) DOCKER.address()).socket();
    try (ChildProcess server =
        Command.of(sshd, "-D", "-e", "-f", "/dev/null", "-p", Integer.toString(port))
            .with("-o", "ListenAddress=127.0.0.1", "-o", "HostKey=" + temp.resolve("host"))
            .with("-o", "AuthorizedKeysFile=" + temp.resolve("authorized"))
            .with("-o", "PidFile=none", "-o", "StrictModes=no", "-o", "PermitRootLogin=yes")
            .start()) {
      awaitPort(server, port);
      // ssh takes the host from its own configuration, which a test has to name by a wrapper.
      Path bin = Files.createDirectory(temp.resolve("bin"));
      Files.writeString(
          bin.resolve("ssh"), "#!/bin/sh\nexec /usr/bin/ssh -F '%s' \"$@\"\n".formatted(config));
      Files.setPosixFilePermissions(
          bin.resolve("ssh"), PosixFilePermissions.fromString("rwxr-xr-x"));
      EngineAddress address = new EngineAddress.Ssh("engine", OptionalInt.empty(), socket);

      try (Engine engine = Engine.connect(address, bin.resolve("ssh").toString())) {
        assertThat(engine.info().version()).isNotEmpty();
        assertThat(engine.address()).hasToString("ssh://engine");
        assertThat(engine.environment().get("DOCKER_HOST")).startsWith("unix://");
      }
    }
    assertThatThrownBy(
            () -> Engine.connect(new EngineAddress.Ssh("127.0.0.1", OptionalInt.of(port), socket)))
        .hasMessageContaining("could not forward the engine's socket");
  }

  private void key(String name) {
    var _ =
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "")
            .with("-f", temp.resolve(name).toString())
            .output();
  }

  private static void awaitPort(ChildProcess server, int port) {
    for (int attempt = 0; attempt < 1200 && server.isAlive(); attempt++) {
      try (var _ = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Dockerd.pause();
      }
    }
    throw new IllegalStateException("sshd doesn't listen");
  }

  private static Map<String, String> environment(Engine engine) {
    Map<String, String> all = new java.util.HashMap<>(System.getenv());
    all.putAll(engine.environment());
    return all;
  }
}
