package dev.lifeboat.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {
  @TempDir Path folder;

  @Test
  void seesAConnectionOfThisProcess() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no /proc here");
    long self = ProcessHandle.current().pid();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new Sockets().peers(self).orElseThrow()).doesNotContain(server.getLocalPort());
      try (Socket _ = new Socket(server.getInetAddress(), server.getLocalPort())) {
        assertThat(new Sockets().peers(self).orElseThrow()).contains(server.getLocalPort());
      }
    }
  }

  @Test
  void tellsNothingWhereNothingIsTold() {
    assertThat(new Sockets(folder).peers(1)).isEmpty();
  }
}
