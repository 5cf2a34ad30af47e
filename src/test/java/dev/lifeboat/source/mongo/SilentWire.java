package dev.lifeboat.source.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What is between a client and a server that doesn't answer a certain command. */
final class SilentWire implements AutoCloseable {
  /** Who gets no answer, from that command on. */
  enum Silence {
    /** Nobody, ever: the server hangs, and its connections stay open. */
    EVERYBODY,
    /** That connection, until some pings of others were answered. */
    THAT_CONNECTION
  }

  private static final byte[] PING = "\20ping\0".getBytes(StandardCharsets.ISO_8859_1);

  private final int server;
  private final byte[] command;
  private final Silence silence;
  private final CountDownLatch pings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<Socket> silent = new AtomicReference<>();
  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /**
   * @param pings that a connection is silent for
   */
  SilentWire(int server, String command, Silence silence, int pings) throws IOException {
    this.server = server;
    this.command = ("\2" + command + "\0").getBytes(StandardCharsets.ISO_8859_1);
    this.silence = silence;
    this.pings = new CountDownLatch(pings);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::open);
  }

  String uri() {
    return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(door.getLocalPort());
  }

  /** True if the command has come. */
  boolean isSilent() {
    return silent.get() != null;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (IOException | InterruptedException e) {
                    // The wire is cut, by the test or by one of its ends.
                  }
                });
  }

  private void open() throws IOException {
    while (true) {
      Socket client = keep(door.accept());
      Socket behind = keep(new Socket(InetAddress.getLoopbackAddress(), server));
      start(() -> forth(client, behind));
      start(() -> back(behind, client));
    }
  }

  private Socket keep(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private void forth(Socket client, Socket behind) throws IOException {
    try (client;
        behind) {
      for (byte[] message = next(client); message.length > 0; message = next(client)) {
        if (contains(message, command)) {
          silent.compareAndSet(null, client);
        } else if (isSilent() && contains(message, PING)) {
          pings.countDown();
        }
        behind.getOutputStream().write(message);
      }
    }
  }

  private void back(Socket behind, Socket client) throws IOException, InterruptedException {
    try (client;
        behind) {
      for (byte[] message = next(behind); message.length > 0; message = next(behind)) {
        if (isSilent() && silence == Silence.EVERYBODY) {
          closed.await();
        } else if (client.equals(silent.get())) {
          pings.await();
        }
        client.getOutputStream().write(message);
      }
    }
  }

  private static byte[] next(Socket from) throws IOException {
    InputStream in = from.getInputStream();
    byte[] head = in.readNBytes(4);
    if (head.length < 4) {
      return new byte[0];
    }
    int length = RawBson.int32(head, 0);
    byte[] message = new byte[length];
    System.arraycopy(head, 0, message, 0, 4);
    int read = in.readNBytes(message, 4, length - 4);
    return read < length - 4 ? new byte[0] : message;
  }

  private static boolean contains(byte[] message, byte[] part) {
    return new String(message, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
