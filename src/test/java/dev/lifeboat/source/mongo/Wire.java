package dev.lifeboat.source.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What is between a client and a server, and passes their messages on in a way of its own. */
abstract class Wire implements AutoCloseable {
  private final int server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /** A wire to that port of this host, which takes nobody before {@link #open}. */
  Wire(int server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  final String uri() {
    return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(door.getLocalPort());
  }

  /** Takes clients from now on. */
  final void open() {
    start(
        () -> {
          while (true) {
            Socket client = keep(door.accept());
            Socket behind = keep(new Socket(InetAddress.getLoopbackAddress(), server));
            start(() -> both(client, behind, () -> forth(client, behind)));
            start(() -> both(client, behind, () -> back(behind, client)));
          }
        });
  }

  /** Passes on what a client says; when it returns, both connections are closed. */
  abstract void forth(Socket client, Socket behind) throws IOException, InterruptedException;

  /** Passes on what the server answers; when it returns, both connections are closed. */
  abstract void back(Socket behind, Socket client) throws IOException, InterruptedException;

  final void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** The next whole message; empty at the end. */
  static byte[] next(Socket from) throws IOException {
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

  @Override
  public final void close() throws IOException {
    closed.countDown();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void both(Socket client, Socket behind, Work work)
      throws IOException, InterruptedException {
    try (client;
        behind) {
      work.run();
    }
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

  private Socket keep(Socket socket) {
    sockets.add(socket);
    return socket;
  }
}
