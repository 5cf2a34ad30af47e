package dev.lifeboat.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.source.mongo.Certificates;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a bucket: TLS of an own authority, host style, credentials of a machine, limits. */
final class S3WaysIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ObjectKey KEY = ObjectKey.of("objects/ab/abcdef");

  @TempDir private static Path folder;
  private static Path authority = Path.of("");
  private static Gateway tls;
  private static Gateway plain;

  private final byte[] bytes = new byte[300_000];

  S3WaysIT() {
    new Random(7).nextBytes(bytes);
  }

  @BeforeAll
  static void start() throws Exception {
    Certificates certificates = Certificates.in(folder);
    authority = certificates.authority();
    String both = certificates.server("DNS:localhost,DNS:ways.localhost").toString();
    tls = Gateway.start("--cert", both, "--key", both, "--virtual-domain", "localhost");
    plain = Gateway.start();
    plain.createBucket("ways");
    try (Storage made = tls.storage(at(tls, "&path-style=true&ca-file=" + authority))) {
      tls.createBucket("ways", authority);
      assertThat(made.stat(KEY)).isEmpty();
    }
  }

  @AfterAll
  static void stop() {
    if (tls != null) {
      tls.close();
    }
    if (plain != null) {
      plain.close();
    }
  }

  private static S3Location at(Gateway gateway, String settings) {
    return gateway.at(
        gateway.endpoint(), "ways", "test-" + NUMBER.incrementAndGet() + "/x", settings);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tlsOfAnOwnAuthorityInBothStyles(boolean path) throws IOException {
    try (Storage storage = tls.storage(at(tls, "&path-style=" + path + "&ca-file=" + authority))) {
      storage.create(KEY, Content.of(bytes));
      assertThat(content(storage)).isEqualTo(bytes);
      assertThat(storage.stat(KEY).orElseThrow().size()).isEqualTo(bytes.length);
      List<ObjectKey> found = new ArrayList<>();
      storage.list("objects/", info -> found.add(info.key()));
      assertThat(found).containsExactly(KEY);
      assertThatThrownBy(() -> storage.create(KEY, Content.of(bytes)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ALREADY_EXISTS));
      storage.delete(KEY);
      assertThat(storage.stat(KEY)).isEmpty();
    }
  }

  @Test
  void anUnknownAuthorityIsRefusedAndNamed() {
    try (Storage storage = tls.storage(at(tls, ""))) {
      assertThatThrownBy(() -> storage.create(KEY, Content.of(bytes)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> {
                assertThat(e).hasMessageContaining("the TLS connection failed");
                assertThat(e.hints().getFirst()).contains("ca-file");
              });
    }
  }

  @Test
  void credentialsOfAnInstance() throws IOException {
    try (Machine machine = new Machine(plain)) {
      withCredentials("aws.ec2MetadataServiceEndpoint", machine.url(""));
      assertThat(machine.seen()).contains("PUT /latest/api/token");
      assertThat(machine.seen().getLast()).endsWith("/security-credentials/backup-role");
    }
  }

  @Test
  void noCredentialsAnywhereIsSaid() {
    System.setProperty("aws.ec2MetadataServiceEndpoint", "http://localhost:9");
    System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
    try (Storage storage = plain.storage(nobody())) {
      assertThatThrownBy(() -> storage.stat(KEY))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ACCESS_DENIED))
          .hasMessageContaining("there are no credentials");
    } finally {
      System.clearProperty("aws.ec2MetadataServiceEndpoint");
      System.clearProperty("aws.sharedCredentialsFile");
    }
  }

  /** Through the property that the SDK has beside the variable, which a test can't set. */
  private void withCredentials(String property, String value) throws IOException {
    System.setProperty(property, value);
    System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
    try (Storage storage = plain.storage(nobody())) {
      storage.create(KEY, Content.of(bytes));
      assertThat(content(storage)).isEqualTo(bytes);
    } finally {
      System.clearProperty(property);
      System.clearProperty("aws.sharedCredentialsFile");
    }
  }

  /** A place for which neither file nor environment says who is there. */
  private static S3Location nobody() {
    return (S3Location)
        new ConfigFiles(Map.of(), Path.of(""))
            .repository(
                "s3://ways/nobody-%d?endpoint=%s&region=us-east-1"
                    .formatted(NUMBER.incrementAndGet(), plain.endpoint()),
                Path.of(""));
  }

  @Test
  void limitsHoldInBothDirections() throws IOException {
    S3Location location = at(plain, "&upload-limit=100kB/s&download-limit=50kB/s");
    SimulatedTime time = new SimulatedTime();
    try (Storage storage =
        new S3Storage(
            location,
            new S3Clients(location, time).open(),
            _ -> false,
            InstantSource.system(),
            time)) {
      storage.create(KEY, Content.of(bytes));
      assertThat(time.seconds()).isCloseTo(3, within(0.2));
      assertThat(content(storage)).isEqualTo(bytes);
      assertThat(time.seconds()).isCloseTo(9, within(0.4));
    }
  }

  @Test
  void aServerThatIgnoresConditionsIsFoundOutAndIsLookedAtFirst() throws IOException {
    try (FaultProxy proxy = new FaultProxy(plain.endpoint())) {
      proxy.ignoreConditions(plain.files());
      String prefix = "ignoring-" + NUMBER.incrementAndGet();
      try (S3Storage storage = plain.storage(plain.at(proxy.endpoint(), "ways", prefix, ""))) {
        assertThat(storage.createsAtomically()).isFalse();
        storage.create(KEY, Content.of(bytes));
        assertThatThrownBy(() -> storage.create(KEY, Content.of(new byte[3])))
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ALREADY_EXISTS));
        assertThat(content(storage)).isEqualTo(bytes);
      }
      // The same server with the condition heeded.
      try (S3Storage storage = plain.storage(plain.location("ways", prefix))) {
        assertThat(storage.createsAtomically()).isTrue();
      }
    }
  }

  @Test
  void anAccessKeyThatNobodyHasIsNoMissingBucket() {
    S3Location wrong =
        (S3Location)
            new ConfigFiles(
                    Map.of("AWS_ACCESS_KEY_ID", "nobody", "AWS_SECRET_ACCESS_KEY", "nothing"),
                    Path.of(""))
                .repository(
                    "s3://ways/x?endpoint=" + plain.endpoint() + "&region=us-east-1", Path.of(""));
    try (Storage storage = plain.storage(wrong)) {
      List<Runnable> acts =
          List.of(
              () -> storage.stat(KEY),
              () -> storage.list("", _ -> {}),
              () -> storage.delete(KEY),
              () -> storage.create(KEY, Content.of(bytes)),
              () -> storage.read(KEY, 0, 5));
      for (Runnable act : acts) {
        assertThatThrownBy(act::run)
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ACCESS_DENIED))
            .hasMessageContaining("the storage doesn't accept the credentials");
      }
    }
  }

  private static byte[] content(Storage storage) throws IOException {
    try (InputStream in = storage.read(KEY, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  /** What a machine in a cloud finds out about itself. */
  private static final class Machine implements AutoCloseable {
    private final HttpServer server;
    private final List<String> seen = new ArrayList<>();

    Machine(Gateway gateway) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Map<String, String> keys = gateway.environment();
      String role =
          """
          {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "%s",
           "Token": "", "LastUpdated": "2020-01-01T00:00:00Z", "Expiration": "2099-01-01T00:00:00Z"}
          """
              .formatted(keys.get("AWS_ACCESS_KEY_ID"), keys.get("AWS_SECRET_ACCESS_KEY"));
      server.createContext(
          "/",
          exchange -> {
            String path = exchange.getRequestURI().getPath();
            synchronized (seen) {
              seen.add(exchange.getRequestMethod() + " " + path);
            }
            boolean found = path.contains("token") || path.contains("security-credentials");
            String answer =
                path.endsWith("token")
                    ? "a-token"
                    : path.endsWith("/backup-role") ? role : "backup-role";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            exchange.sendResponseHeaders(found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url(String path) {
      return "http://localhost:" + server.getAddress().getPort() + path;
    }

    List<String> seen() {
      synchronized (seen) {
        return List.copyOf(seen);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
