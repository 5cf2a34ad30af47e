package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.Owner;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import java.time.InstantSource;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who can read a salvaged copy while it is read. */
class SalvagedServerIT {
  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  @Test
  void letsNobodyElseInByItsPort() {
    String image = DOCKER.image(TestImage.MONGOD);
    try (SalvagedServer served =
        SalvagedServer.start(
            DOCKER.engine(),
            InstantSource.system(),
            (mounts, options) ->
                NewContainer.of(DOCKER.name("salvaged"), image)
                    .withEntrypoint("mongod")
                    .withCommand(options.toArray(String[]::new))
                    .withUser("0:0")
                    .withLabels(Owner.labels())
                    .withMounts(mounts))) {
      try (MongoClient holder = MongoClients.create(served.uri())) {
        MongoDatabase shop = holder.getDatabase("shop");
        var _ = shop.getCollection("orders").insertOne(new Document("_id", 1));
        assertThat(shop.getCollection("orders").countDocuments()).isOne();
      }
      String address = "mongodb://%s127.0.0.1:" + served.port() + "/?directConnection=true";
      try (MongoClient stranger = MongoClients.create(address.formatted(""))) {
        MongoDatabase shop = stranger.getDatabase("shop");
        assertThatThrownBy(() -> shop.getCollection("orders").find().first())
            .isInstanceOf(MongoException.class)
            .hasMessageContaining("requires authentication");
        assertThatThrownBy(
                () ->
                    stranger
                        .getDatabase("admin")
                        .runCommand(
                            new Document("createUser", "mine")
                                .append("pwd", "mine")
                                .append("roles", List.of("root"))))
            .hasMessageContaining("requires authentication");
      }
      try (MongoClient guessing =
          MongoClients.create(
              address.formatted("__system:guessed@")
                  + "&authSource=local&authMechanism=SCRAM-SHA-256")) {
        assertThatThrownBy(() -> guessing.getDatabase("shop").runCommand(new Document("ping", 1)))
            .hasMessageContaining("authenticating");
      }
    }
    assertThat(DOCKER.engine().containers(Owner.labels()))
        .noneMatch(each -> each.name().equals(DOCKER.name("salvaged")));
  }
}
