package dev.lifeboat.source.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What is between a client and a server, and fails in the way that a test wants. */
final class FaultyWire implements AutoCloseable {
  /** What it does with a large answer. */
  enum Fault {
    CUT,
    STALL
  }

  /** Only answers with documents are as large. */
  private static final int LARGE = 30_000;

  private final int server;
  private final Fault fault;
  private final AtomicInteger left;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /** The first so many connections that carry a large answer fail half way through it. */
  FaultyWire(int server, Fault fault, int times) throws IOException {
    this.server = server;
    this.fault = fault;
    this.left = new AtomicInteger(times);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::open);
  }

  String uri() {
    return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(door.getLocalPort());
  }

  /** From now on so many connections fail. */
  void fail(int times) {
    left.set(times);
  }

  /** How many faults are still to come. */
  int left() {
    return left.get();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void start(Work work) {
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

  private static void forth(Socket client, Socket behind) throws IOException {
    try (client;
        behind) {
      var _ = client.getInputStream().transferTo(behind.getOutputStream());
    }
  }

  private void back(Socket behind, Socket client) throws IOException, InterruptedException {
    try (client;
        behind) {
      InputStream in = behind.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] head = new byte[4];
      while (in.readNBytes(head, 0, 4) == 4) {
        int length = RawBson.int32(head, 0);
        byte[] rest = in.readNBytes(length - 4);
        out.write(head);
        if (length > LARGE && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          out.write(rest, 0, rest.length / 2);
          if (fault == Fault.STALL) {
            closed.await();
          }
          return;
        }
        out.write(rest);
      }
    }
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
