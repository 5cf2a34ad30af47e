package dev.lifeboat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is between clients and a server: as if it weren't there, slow, or away. */
final class SlowableWire implements AutoCloseable {
  /** How it carries what it carries. */
  enum Mode {
    OPEN,
    /** Some kilobytes in a second, and each answer late. */
    SLOW,
    /** Connections are refused, and those there were are cut. */
    REFUSED
  }

  private static final int BLOCK = 1 << 14;
  private static final int SLOW_BLOCK = 1 << 11;
  private static final long SLOW_PAUSE = 500;

  private final int server;
  private final int port;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("wire-", 1).factory());
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.OPEN;
  private ServerSocket listener;

  SlowableWire(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listener.getLocalPort();
    accept(listener);
  }

  int port() {
    return port;
  }

  synchronized void set(Mode wanted) throws IOException {
    mode = wanted;
    if (wanted == Mode.REFUSED) {
      listener.close();
      cut();
    } else if (listener.isClosed()) {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      accept(listener);
    }
  }

  private void accept(ServerSocket from) {
    threads.execute(
        () -> {
          while (!from.isClosed()) {
            try {
              Socket client = from.accept();
              threads.execute(() -> connect(client));
            } catch (IOException e) {
              // It was closed, or a client was gone at once.
              Thread.onSpinWait();
            }
          }
        });
  }

  private void connect(Socket client) {
    open.add(client);
    try {
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      open.add(behind);
      threads.execute(() -> carry(client, behind, false));
      carry(behind, client, true);
    } catch (IOException e) {
      close(client);
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      while (true) {
        boolean slow = answers && mode == Mode.SLOW;
        int count = in.read(block, 0, slow ? SLOW_BLOCK : BLOCK);
        if (count < 0) {
          return;
        }
        if (answers && mode == Mode.SLOW) {
          Thread.sleep(SLOW_PAUSE);
        }
        out.write(block, 0, count);
      }
    } catch (IOException e) {
      // One side is gone: so is the other.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void cut() {
    open.forEach(SlowableWire::close);
    open.clear();
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    set(Mode.REFUSED);
    threads.shutdownNow();
  }
}
