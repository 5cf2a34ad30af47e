package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.RecordedStreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that speak TLS only, with and without a login by certificate. */
class TlsIT {
  private static final String SUBJECT = "CN=lifeboat,OU=Backup,O=Shop";

  @TempDir private Path folder;
  @TempDir private Path scratch;

  private RecordedStreams capture(MongoSettings settings) {
    try (var source = MongoSource.open(settings, InstantSource.system(), scratch)) {
      return RecordedStreams.of(source);
    }
  }

  private Problem problem(MongoSettings settings) {
    return catchThrowableOfType(ProblemException.class, () -> capture(settings))
        .problems()
        .getFirst();
  }

  @Test
  void anAuthorityOfOnesOwn() {
    var certificates = Certificates.in(folder);
    try (var server = MongodFixture.own(ThrowawayMongod.standalone().tls(certificates.server()))) {
      var settings = MongoSettings.of(server.uri() + "&serverSelectionTimeoutMS=6000");
      assertThat(problem(settings).message()).startsWith("TLS with MongoDB");
      assertThat(capture(settings.withTls(certificates.trustOnly())).items()).isNotEmpty();
      var known = settings.withTls(certificates.client("known", "/CN=known"));
      assertThat(capture(known).items()).isNotEmpty();
    }
  }

  @Test
  void aServerThatDemandsACertificate() {
    var certificates = Certificates.in(folder);
    var tls = certificates.server().demandingCertificates();
    try (var server = MongodFixture.own(ThrowawayMongod.replicaSet(1).tls(tls))) {
      var settings = MongoSettings.of(server.uri() + "&serverSelectionTimeoutMS=3000");
      var known = settings.withTls(certificates.client("known", "/CN=known"));
      assertThat(capture(known).items()).isNotEmpty();
      Problem refused = problem(settings.withTls(certificates.trustOnly()));
      assertThat(refused.code()).isEqualTo(Code.MONGO_UNREACHABLE);
      assertThat(refused.toString()).contains("mongo.tls.certificate-file");
    }
  }

  @Test
  void loginByCertificate() {
    var certificates = Certificates.in(folder);
    var options = ThrowawayMongod.replicaSet(1).tls(certificates.server()).authenticated();
    try (var server = MongodFixture.own(options)) {
      createUser(MongoSettings.of(server.uri()).withTls(certificates.trustOnly()));
      var uri =
          "mongodb://127.0.0.1:%d/?replicaSet=%s&tls=true&authMechanism=MONGODB-X509"
              .formatted(server.port(0), ThrowawayMongod.SET_NAME);
      var client = certificates.client("client", "/O=Shop/OU=Backup/CN=lifeboat");
      var settings = MongoSettings.of(uri).withTls(client);
      try (var connection = MongoConnection.toWrite(settings)) {
        assertThat(loggedIn(connection)).containsExactly(SUBJECT + "@$external");
        var database = connection.client().getDatabase("app");
        RestoreSample.fill(database);
        var backup = capture(settings.withDatabases("app"));
        RestoreSample.spoil(database);
        assertThat(RestoreBench.states(capture(settings.withDatabases("app"))))
            .isNotEqualTo(RestoreBench.states(backup));

        // As other tools have it: with the files in the connection string, and the user's name.
        var bench =
            new RestoreBench(
                uri.replace("//", "//" + SUBJECT.replace("=", "%3D").replace(",", "%2C") + "@")
                    + "&tlsCAFile="
                    + client.authority().orElseThrow()
                    + "&tlsCertificateKeyFile="
                    + client.certificateAndKey().orElseThrow(),
                scratch);
        bench.restore(backup, RestoreBench.PLAIN);
        assertThat(RestoreBench.states(bench.capture("app")))
            .isEqualTo(RestoreBench.states(backup));
      }

      var stranger = certificates.client("stranger", "/O=Shop/OU=Backup/CN=stranger");
      for (TlsFiles files : List.of(stranger, certificates.trustOnly())) {
        Problem refused = problem(MongoSettings.of(uri).withTls(files));
        assertThat(refused.code()).isEqualTo(Code.MONGO_AUTHENTICATION);
        assertThat(refused.message()).contains("by the certificate").doesNotContain("password");
        assertThat(refused.hints()).anyMatch(hint -> hint.contains("openssl x509 -in"));
      }
    }
  }

  /** mongod doesn't start with such a certificate, but goes on with one that expires. */
  @Test
  void anExpiredCertificateIsNamed() throws Exception {
    var certificates = Certificates.in(folder);
    var sockets = TlsContext.of(certificates.expiredServer()).getServerSocketFactory();
    try (var door = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var _ = Thread.ofVirtual().start(() -> greet(door));
      var settings =
          MongoSettings.of(
              "mongodb://127.0.0.1:%d/?tls=true&serverSelectionTimeoutMS=6000"
                  .formatted(door.getLocalPort()));
      Problem expired = problem(settings.withTls(certificates.trustOnly()));
      assertThat(expired.code()).isEqualTo(Code.MONGO_AUTHENTICATION);
      assertThat(expired.message())
          .startsWith("the certificate of MongoDB at '127.0.0.1:")
          .contains("has expired", "NotAfter");
    }
  }

  private static void greet(ServerSocket door) {
    while (!door.isClosed()) {
      try (var socket = door.accept()) {
        ((SSLSocket) socket).startHandshake();
      } catch (IOException e) {
        // The client doesn't like the certificate, or the test is over.
      }
    }
  }

  private static void createUser(MongoSettings settings) {
    try (var connection = MongoConnection.toWrite(settings)) {
      var _ =
          connection.run(
              "create the user",
              "$external",
              new BsonDocument("createUser", new BsonString(SUBJECT))
                  .append(
                      "roles",
                      new BsonArray(List.of(BsonDocument.parse("{role: 'root', db: 'admin'}")))));
    }
  }

  private static List<String> loggedIn(MongoConnection connection) {
    return connection
        .client()
        .getDatabase("admin")
        .runCommand(new Document("connectionStatus", 1))
        .get("authInfo", Document.class)
        .getList("authenticatedUsers", Document.class)
        .stream()
        .map(user -> user.getString("user") + "@" + user.getString("db"))
        .toList();
  }
}
