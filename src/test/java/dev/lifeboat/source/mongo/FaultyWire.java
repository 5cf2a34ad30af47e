package dev.lifeboat.source.mongo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** What is between a client and a server, and fails in the way that a test wants. */
final class FaultyWire extends Wire {
  /** What it does with a large answer. */
  enum Fault {
    CUT,
    STALL
  }

  /** Only answers with documents are as large. */
  private static final int LARGE = 30_000;

  private final Fault fault;
  private final AtomicInteger left;

  /** The first so many connections that carry a large answer fail half way through it. */
  FaultyWire(int server, Fault fault, int times) throws IOException {
    super(server);
    this.fault = fault;
    this.left = new AtomicInteger(times);
    open();
  }

  /** From now on so many connections fail. */
  void fail(int times) {
    left.set(times);
  }

  /** How many faults are still to come. */
  int left() {
    return left.get();
  }

  @Override
  void forth(Socket client, Socket behind) throws IOException {
    var _ = client.getInputStream().transferTo(behind.getOutputStream());
  }

  @Override
  void back(Socket behind, Socket client) throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    for (byte[] message = next(behind); message.length > 0; message = next(behind)) {
      if (message.length > LARGE && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        out.write(message, 0, message.length / 2);
        if (fault == Fault.STALL) {
          awaitClose();
        }
        return;
      }
      out.write(message);
    }
  }
}
