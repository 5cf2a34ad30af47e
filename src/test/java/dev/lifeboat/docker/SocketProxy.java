package dev.lifeboat.docker;

import dev.lifeboat.io.TempFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Stands before an engine's socket, as people put one before theirs, and passes on only the
 * endpoints that it was told: everything else is answered with 403, and remembered. Each connection
 * carries one request, so that no request passes unseen behind another.
 */
public final class SocketProxy implements AutoCloseable {
  private static final int LONGEST_HEAD = 64 << 10;
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]+) (?:/v[0-9.]+)?(/[^ ?]*)([^ ]*) HTTP/1.1");

  private final Path engine;
  private final TempFolder folder = TempFolder.create("lifeboat-proxy-");
  private final ServerSocketChannel server;
  private final Set<String> refused = new ConcurrentSkipListSet<>();
  private volatile Collection<Pattern> allowed = Set.of();

  private SocketProxy(Path engine) {
    this.engine = engine;
    try {
      this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket()));
    } catch (IOException e) {
      folder.close();
      throw new UncheckedIOException(e);
    }
  }

  /** One before the engine at a local socket. */
  static SocketProxy before(EngineAddress.Local engine) {
    SocketProxy proxy = new SocketProxy(engine.socket());
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  private Path socket() {
    return folder.path().resolve("docker.sock");
  }

  /** What {@code DOCKER_HOST} has to be to go through it. */
  public String host() {
    return "unix://" + socket();
  }

  /**
   * From now on passes these on, and forgets what it refused.
   *
   * @param endpoints such as {@code GET /volumes/*}, where a star is one name or more
   */
  public void allow(Collection<String> endpoints) {
    refused.clear();
    allowed =
        endpoints.stream()
            .map(each -> Pattern.compile(Pattern.quote(each).replace("*", "\\E.+\\Q")))
            .toList();
  }

  /** What was asked for and not passed on since {@link #allow}. */
  public Set<String> refused() {
    return Set.copyOf(refused);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
      InputStream from = Channels.newInputStream(client);
      String head = head(from);
      var request = REQUEST.matcher(head.substring(0, Math.max(0, head.indexOf("\r\n"))));
      if (!request.matches()) {
        return;
      }
      String path = request.group(1) + " " + request.group(2);
      String whole = path + request.group(3);
      if (allowed.stream()
          .noneMatch(each -> each.matcher(path).matches() || each.matcher(whole).matches())) {
        refused.add(path);
        OutputStream answer = Channels.newOutputStream(client);
        answer.write(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        return;
      }
      OutputStream to = Channels.newOutputStream(behind);
      to.write(once(head).getBytes(StandardCharsets.ISO_8859_1));
      Thread up = Thread.ofVirtual().start(() -> pass(from, to, behind));
      Channels.newInputStream(behind).transferTo(Channels.newOutputStream(client));
      client.shutdownOutput();
      up.interrupt();
    } catch (IOException e) {
      // Whichever end went away: the other one sees the connection end.
    }
  }

  /** Says that the connection ends with its answer, unless it becomes a stream. */
  private static String once(String head) {
    return head.toLowerCase(Locale.ROOT).contains("\r\nupgrade:")
        ? head
        : head.replaceFirst("(?i)\r\nconnection:[^\r]*", "")
            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }

  private static void pass(InputStream from, OutputStream to, SocketChannel behind) {
    try {
      from.transferTo(to);
      behind.shutdownOutput();
    } catch (IOException e) {
      // As above.
    }
  }

  private static String head(InputStream from) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int newest = 0;
    while (newest != 0x0d0a0d0a && bytes.size() < LONGEST_HEAD) {
      int next = from.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
      newest = newest << 8 | next;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folder.close();
    }
  }
}
