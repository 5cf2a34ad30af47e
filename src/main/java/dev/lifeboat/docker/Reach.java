package dev.lifeboat.docker;

import com.github.dockerjava.transport.SSLConfig;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the engine at an address is reached from here.
 *
 * @param uri what the library connects to
 * @param environment by which the programs of Docker get there too
 * @param folder with what they need, or with the end of the tunnel
 * @param tunnel the program ssh
 */
record Reach(
    URI uri,
    Optional<SSLConfig> tls,
    Map<String, String> environment,
    Optional<TempFolder> folder,
    Optional<ChildProcess> tunnel)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK = 20;

  static Reach to(EngineAddress address, String program) {
    return switch (address) {
      case EngineAddress.Local local -> plain(local.toString());
      case EngineAddress.Tcp tcp when !tcp.secure() -> plain(tcp.toString());
      case EngineAddress.Tcp tcp -> secure(tcp);
      case EngineAddress.Ssh ssh -> tunnel(ssh, program);
    };
  }

  private static Reach plain(String uri) {
    return new Reach(
        URI.create(uri),
        Optional.empty(),
        Map.of("DOCKER_HOST", uri),
        Optional.empty(),
        Optional.empty());
  }

  private static Reach secure(EngineAddress.Tcp tcp) {
    var context = TlsFiles.context(tcp.tls());
    TempFolder folder = TempFolder.create("lifeboat-docker-tls-");
    // The programs look for files of these names in one folder.
    link(tcp.tls().authority(), folder.path().resolve("ca.pem"));
    link(tcp.tls().certificate(), folder.path().resolve("cert.pem"));
    link(tcp.tls().key(), folder.path().resolve("key.pem"));
    Map<String, String> environment = new HashMap<>();
    environment.put("DOCKER_HOST", tcp.toString());
    environment.put("DOCKER_TLS_VERIFY", "1");
    environment.put("DOCKER_CERT_PATH", folder.path().toString());
    return new Reach(
        URI.create(tcp.toString()),
        Optional.of(() -> context),
        environment,
        Optional.of(folder),
        Optional.empty());
  }

  private static void link(Optional<Path> file, Path link) {
    if (file.isPresent()) {
      try {
        Files.createSymbolicLink(link, file.get().toAbsolutePath());
      } catch (IOException e) {
        throw Problem.of(Code.DOCKER_FAILED, "could not create '%s'".formatted(link)).causedBy(e);
      }
    }
  }

  private static Reach tunnel(EngineAddress.Ssh ssh, String program) {
    TempFolder folder = TempFolder.create("lifeboat-ssh-");
    Path end = folder.path().resolve("s");
    List<String> words = new ArrayList<>(List.of("-N", "-T", "-o", "BatchMode=yes"));
    words.addAll(List.of("-o", "ExitOnForwardFailure=yes", "-o", "ConnectTimeout=15"));
    words.addAll(List.of("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"));
    ssh.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
    words.addAll(List.of("-L", end + ":" + ssh.socket(), "--", ssh.login()));
    ChildProcess child = Command.of(program).with(words).start();
    try {
      await(ssh, child, end);
    } catch (RuntimeException e) {
      child.close();
      folder.close();
      throw e;
    }
    String uri = "unix://" + end;
    return new Reach(
        URI.create(uri),
        Optional.empty(),
        Map.of("DOCKER_HOST", uri),
        Optional.of(folder),
        Optional.of(child));
  }

  private static void await(EngineAddress.Ssh ssh, ChildProcess child, Path end) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(end)) {
      if (!child.isAlive() || System.nanoTime() > deadline) {
        String said = child.isAlive() ? "no answer" : child.await(PATIENCE).error().strip();
        throw Problem.of(
                Code.DOCKER_UNREACHABLE,
                "could not forward the engine's socket from '%s': %s"
                    .formatted(ssh, said.replaceAll("\\s+", " ")),
                "this has to work without a question: ssh %s docker version".formatted(ssh.login()))
            .exception();
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Problem.of(Code.INTERRUPTED, "interrupted while ssh connected").causedBy(e);
      }
    }
  }

  @Override
  public void close() {
    tunnel.ifPresent(ChildProcess::close);
    folder.ifPresent(TempFolder::close);
  }
}
