package dev.lifeboat.docker;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of this host's loopback that leads to a Unix socket, so that a program in a container
 * without a network can be spoken to. Whoever may log in to this host can speak to it as well.
 */
public final class SocketBridge implements AutoCloseable {
  private static final int WAITING = 20;

  private final ServerSocket listener;
  private final UnixDomainSocketAddress target;
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

  private SocketBridge(ServerSocket listener, Path socket) {
    this.listener = listener;
    this.target = UnixDomainSocketAddress.of(socket);
  }

  /** Opens one to a socket, which needn't be there yet. */
  public static SocketBridge to(Path socket) {
    try {
      SocketBridge bridge =
          new SocketBridge(new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress()), socket);
      var _ = Thread.ofVirtual().name("socket bridge").start(bridge::accept);
      return bridge;
    } catch (IOException e) {
      throw Problem.of(
              Code.DOCKER_FAILED, "no port of the loopback can be opened: " + e.getMessage())
          .causedBy(e);
    }
  }

  /** The port. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var _ = Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return; // It was closed.
      }
    }
  }

  private void connect(Socket client) {
    open.add(client);
    try (client;
        SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      open.add(server);
      server.connect(target);
      Thread back =
          Thread.ofVirtual()
              .start(() -> pass(Channels.newInputStream(server), client, server, client));
      pass(client, Channels.newOutputStream(server), server);
      back.join();
    } catch (IOException e) {
      // Nothing listens there yet, or it hung up: the client sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void pass(Socket from, OutputStream to, AutoCloseable other) {
    try (other) {
      from.getInputStream().transferTo(to);
    } catch (Exception e) {
      // One of the two hung up, which ends both.
    }
  }

  private static void pass(
      InputStream from, Socket to, AutoCloseable server, AutoCloseable client) {
    try (server;
        client) {
      from.transferTo(to.getOutputStream());
    } catch (Exception e) {
      // One of the two hung up, which ends both.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // Nobody can connect any more either way.
    }
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        // It is gone already.
      }
    }
  }
}
