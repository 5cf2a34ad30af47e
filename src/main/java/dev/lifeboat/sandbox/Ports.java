package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on. */
final class Ports {
  // Below the ports that systems give to outgoing connections: one of those could take the port of
  // a server while it restarts.
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 200;

  private Ports() {}

  static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw Problem.of(
            Code.PROCESS_FAILED,
            "no free port was found between %d and %d".formatted(FIRST, LAST),
            "stop what listens there")
        .exception();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
