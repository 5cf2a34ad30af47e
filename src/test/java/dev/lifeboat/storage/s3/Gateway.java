package dev.lifeboat.storage.s3;

import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.process.ChildProcess;
import dev.lifeboat.process.Command;
import dev.lifeboat.storage.ObjectKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * versitygw, a real S3 server, on a free port over temporary folders. Where there is none, the test
 * is skipped; {@code ./test} installs it where Go is.
 */
public final class Gateway implements AutoCloseable {
  private static final String ID = "lifeboat-test";

  private final TempFolder folder;
  private final ChildProcess process;
  private final String secret;
  private final URI endpoint;

  private Gateway(TempFolder folder, ChildProcess process, String secret, URI endpoint) {
    this.folder = folder;
    this.process = process;
    this.secret = secret;
    this.endpoint = endpoint;
  }

  public static Gateway start(String... options) throws IOException, InterruptedException {
    Path program = program();
    TempFolder folder = TempFolder.create("lifeboat-s3-");
    Path root = Files.createDirectory(folder.path().resolve("buckets"));
    Path versions = Files.createDirectory(folder.path().resolve("versions"));
    Path log = folder.path().resolve("log");
    String secret = UUID.randomUUID().toString();
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      List<String> words = new ArrayList<>(List.of("--port", "127.0.0.1:" + port, "--quiet"));
      words.addAll(List.of(options));
      words.addAll(List.of("posix", "--versioning-dir", versions.toString(), root.toString()));
      ChildProcess process =
          Command.of(program.toString())
              .with(words)
              .withVariable("ROOT_ACCESS_KEY_ID", ID)
              .withVariable("ROOT_SECRET_ACCESS_KEY", secret)
              .withLog(log)
              .start();
      if (answers(process, port)) {
        String scheme = words.contains("--cert") ? "https" : "http";
        return new Gateway(folder, process, secret, URI.create(scheme + "://localhost:" + port));
      }
      process.close();
      if (attempt == 5) {
        String said = Files.readString(log);
        folder.close();
        throw new IOException("versitygw doesn't start: " + said);
      }
    }
  }

  private static Path program() {
    Optional<Path> found =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of),
                Stream.of(Path.of(System.getProperty("user.home"), "go", "bin")))
            .map(place -> place.resolve("versitygw"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), "versitygw is neither on the PATH nor in ~/go/bin: ./test installs it");
    return found.orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** False if the program ended; it says nothing when it is ready. */
  private static boolean answers(ChildProcess process, int port)
      throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 1200 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return process.isAlive();
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    return false;
  }

  public URI endpoint() {
    return endpoint;
  }

  /** What gives access. */
  public Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", ID, "AWS_SECRET_ACCESS_KEY", secret);
  }

  public String secret() {
    return secret;
  }

  /** A place in a bucket of this server. */
  public S3Location location(String bucket, String prefix) {
    return at(endpoint, bucket, prefix, "");
  }

  /**
   * A place that is reached by another address, such as a proxy's.
   *
   * @param settings such as {@code &immutable-for=1d}
   */
  S3Location at(URI server, String bucket, String prefix, String settings) {
    String address =
        "s3://%s/%s?endpoint=%s&region=us-east-1%s".formatted(bucket, prefix, server, settings);
    return (S3Location)
        new ConfigFiles(environment(), Path.of("")).repository(address, Path.of(""));
  }

  public S3Storage storage(S3Location location) {
    return S3Storage.open(location, Gateway::lockable, InstantSource.system());
  }

  private static boolean lockable(ObjectKey key) {
    return !key.value().startsWith("pending/");
  }

  /** The SDK's client, for what Lifeboat doesn't do. */
  public S3Client client() {
    return new S3Clients(location("any", ""), Pace.Time.SYSTEM).open();
  }

  public void createBucket(String name) {
    try (S3Client client = client()) {
      client.createBucket(each -> each.bucket(name));
    }
  }

  /** Makes one on a server whose authority that file names. */
  void createBucket(String name, Path authority) {
    S3Location any = at(endpoint, "any", "", "&path-style=true&ca-file=" + authority);
    try (S3Client client = new S3Clients(any, Pace.Time.SYSTEM).open()) {
      client.createBucket(each -> each.bucket(name));
    }
  }

  public void createLockingBucket(String name) {
    try (S3Client client = client()) {
      client.createBucket(each -> each.bucket(name).objectLockEnabledForBucket(true));
    }
  }

  /** All files that the server keeps. */
  public Path files() {
    return folder.path().resolve("buckets");
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
