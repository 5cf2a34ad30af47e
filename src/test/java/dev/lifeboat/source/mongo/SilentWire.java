package dev.lifeboat.source.mongo;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What is between a client and a server that doesn't answer a certain command. */
final class SilentWire extends Wire {
  /** Who gets no answer, from that command on. */
  enum Silence {
    /** Nobody, ever: the server hangs, and its connections stay open. */
    EVERYBODY,
    /** That connection, until some pings of others were answered. */
    THAT_CONNECTION
  }

  private static final byte[] PING = "\20ping\0".getBytes(StandardCharsets.ISO_8859_1);

  private final byte[] command;
  private final Silence silence;
  private final CountDownLatch pings;
  private final AtomicReference<Socket> silent = new AtomicReference<>();

  /**
   * @param pings that a connection is silent for
   */
  SilentWire(int server, String command, Silence silence, int pings) throws IOException {
    super(server);
    this.command = ("\2" + command + "\0").getBytes(StandardCharsets.ISO_8859_1);
    this.silence = silence;
    this.pings = new CountDownLatch(pings);
    open();
  }

  /** True if the command has come. */
  boolean isSilent() {
    return silent.get() != null;
  }

  @Override
  void forth(Socket client, Socket behind) throws IOException {
    for (byte[] message = next(client); message.length > 0; message = next(client)) {
      if (contains(message, command)) {
        silent.compareAndSet(null, client);
      } else if (isSilent() && contains(message, PING)) {
        pings.countDown();
      }
      behind.getOutputStream().write(message);
    }
  }

  @Override
  void back(Socket behind, Socket client) throws IOException, InterruptedException {
    for (byte[] message = next(behind); message.length > 0; message = next(behind)) {
      if (isSilent() && silence == Silence.EVERYBODY) {
        awaitClose();
      } else if (client.equals(silent.get())) {
        pings.await();
      }
      client.getOutputStream().write(message);
    }
  }

  private static boolean contains(byte[] message, byte[] part) {
    return new String(message, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}
