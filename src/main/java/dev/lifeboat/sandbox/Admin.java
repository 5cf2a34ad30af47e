package dev.lifeboat.sandbox;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bson.Document;

/** Sends commands to the database {@code admin} of one server. */
final class Admin implements AutoCloseable {
  private final MongoClient client;

  Admin(int port, Optional<Tls> tls, Optional<MongoCredential> credential) {
    var settings =
        MongoClientSettings.builder()
            .applyToClusterSettings(
                cluster ->
                    cluster
                        .mode(ClusterConnectionMode.SINGLE)
                        .hosts(List.of(new ServerAddress("127.0.0.1", port)))
                        .serverSelectionTimeout(30, TimeUnit.SECONDS));
    tls.ifPresent(
        files ->
            settings.applyToSslSettings(
                ssl -> ssl.enabled(true).context(trusting(files.authority()))));
    credential.ifPresent(settings::credential);
    this.client = MongoClients.create(settings.build());
  }

  Document run(Document command) {
    return client.getDatabase("admin").runCommand(command, ReadPreference.nearest());
  }

  boolean isPrimary() {
    return run(new Document("hello", 1)).getBoolean("isWritablePrimary", false);
  }

  private static SSLContext trusting(Path authority) {
    try (var in = Files.newInputStream(authority)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("'" + authority + "' is not a certificate in PEM", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
