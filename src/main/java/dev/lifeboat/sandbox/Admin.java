package dev.lifeboat.sandbox;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
            settings.applyToSslSettings(ssl -> ssl.enabled(true).context(AdminTls.context(files))));
    credential.ifPresent(settings::credential);
    this.client = MongoClients.create(settings.build());
  }

  Document run(Document command) {
    return client.getDatabase("admin").runCommand(command, ReadPreference.nearest());
  }

  boolean isPrimary() {
    return run(new Document("hello", 1)).getBoolean("isWritablePrimary", false);
  }

  @Override
  public void close() {
    client.close();
  }
}
