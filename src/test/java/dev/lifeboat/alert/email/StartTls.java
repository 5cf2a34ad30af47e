package dev.lifeboat.alert.email;

import dev.lifeboat.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands before a mail server that has no STARTTLS, and offers it; without it, it takes nothing.
 */
final class StartTls implements AutoCloseable {
  static final StartTls NONE = new StartTls(null, 0, new Identity(Path.of("none")));

  private final @org.jspecify.annotations.Nullable ServerSocket listening;
  private final int backend;
  private final Identity identity;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** A certificate with its key, in PKCS #12. */
  record Identity(Path store) {
    private static final String PASSWORD = "changeit";

    /** Of a PEM file that has both. */
    static Identity of(Path pem, Path folder) {
      Path file = folder.resolve("server.p12");
      var _ =
          Command.of("openssl", "pkcs12", "-export", "-in", pem.toString())
              .with("-out", file.toString(), "-passout", "pass:" + PASSWORD)
              .output();
      return new Identity(file);
    }

    SSLContext context() throws Exception {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    }
  }

  private StartTls(
      @org.jspecify.annotations.Nullable ServerSocket listening, int backend, Identity identity) {
    this.listening = listening;
    this.backend = backend;
    this.identity = identity;
  }

  static StartTls before(int port, Identity identity) throws IOException {
    ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    StartTls front = new StartTls(listening, port, identity);
    Thread.ofVirtual().start(() -> front.accept(listening));
    return front;
  }

  int port() {
    return listening == null ? 0 : listening.getLocalPort();
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> talk(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void talk(Socket client) {
    try (client) {
      say(client, "220 front");
      String line = line(client.getInputStream());
      while (!line.isEmpty()) {
        String word = line.toUpperCase(Locale.ROOT);
        if (word.startsWith("EHLO")) {
          say(client, "250-front", "250 STARTTLS");
        } else if (word.startsWith("STARTTLS")) {
          say(client, "220 go");
          secured(client);
          return;
        } else {
          say(client, "530 STARTTLS first");
        }
        line = line(client.getInputStream());
      }
    } catch (Exception e) {
      // A client that trusts nobody goes away.
    }
  }

  private void secured(Socket client) throws Exception {
    SSLSocket secure =
        (SSLSocket)
            identity
                .context()
                .getSocketFactory()
                .createSocket(client, client.getInetAddress().getHostAddress(), 0, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    try (secure;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      open.add(server);
      // Its greeting: this side has greeted already.
      var _ = line(server.getInputStream());
      Thread back =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      var _ = server.getInputStream().transferTo(secure.getOutputStream());
                    } catch (IOException e) {
                      // Either side ended.
                    }
                  });
      pass(secure.getInputStream(), server.getOutputStream());
      server.shutdownOutput();
      back.join();
    }
  }

  private static void pass(InputStream in, OutputStream out) throws IOException {
    byte[] some = new byte[8192];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      out.write(some, 0, read);
      out.flush();
    }
  }

  private static void say(Socket socket, String... lines) throws IOException {
    socket
        .getOutputStream()
        .write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
      line.append((char) one);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      if (listening != null) {
        listening.close();
      }
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
