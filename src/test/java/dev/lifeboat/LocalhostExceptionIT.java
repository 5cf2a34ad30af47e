package dev.lifeboat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.docker.Attachment;
import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Environment;
import dev.lifeboat.docker.NewContainer;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.docker.TestEngine;
import dev.lifeboat.docker.TestImage;
import dev.lifeboat.process.Command;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.mongo.MongoSettings;
import dev.lifeboat.source.mongo.NewServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An empty set that asks for a login, and in which nobody is known yet. */
class LocalhostExceptionIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension static final TestEngine DOCKER = new TestEngine();

  private String id = "";

  @AfterEach
  void remove() {
    if (!id.isEmpty()) {
      DOCKER.engine().remove(id, true);
    }
  }

  private Container start() {
    id =
        DOCKER
            .engine()
            .create(
                new NewContainer(
                    DOCKER.name("mongod"),
                    DOCKER.image(TestImage.MONGOD),
                    List.of(),
                    List.of(
                        "sh",
                        "-c",
                        "echo ofthetestsalone >/tmp/key; chmod 400 /tmp/key; exec mongod --dbpath"
                            + " /data/db --bind_ip_all --replSet rs7 --auth --keyFile /tmp/key"),
                    Environment.EMPTY,
                    List.of(),
                    Map.of(),
                    RestartPolicy.NO,
                    "bridge",
                    ""));
    DOCKER.engine().start(id);
    return DOCKER.engine().container(id).orElseThrow();
  }

  private static String address(Container container) {
    return container.networks().stream()
        .map(Attachment::address)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static NewServer.Before before(Container container) {
    return new NewServer.Before(
        Optional.of("rs7"),
        Optional.of("127.0.0.1:27017"),
        Optional.empty(),
        Optional.of(new ContainerRelay(DOCKER.engine(), container)));
  }

  @Test
  void isInitiatedAndGetsItsFirstUserFromWithin() {
    Container container = start();
    String uri =
        "mongodb://keeper:p%%40ss@%s:27017/?authSource=admin&directConnection=true"
            .formatted(address(container));
    NewServer server = new NewServer(MongoSettings.of(uri), InstantSource.system());

    NewServer.Ready ready = server.prepare(before(container), LIMIT);

    assertThat(ready.initiated()).contains("rs7");
    assertThat(ready.made()).contains("keeper");
    try (MongoClient client = MongoClients.create(uri)) {
      client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
      assertThat(client.getDatabase("shop").getCollection("orders").countDocuments()).isOne();
    }
    // Where somebody is known nobody else gets in this way.
    assertThat(server.prepare(before(container), LIMIT).made()).isEmpty();
    NewServer stranger =
        new NewServer(MongoSettings.of(uri.replace("keeper", "stranger")), InstantSource.system());
    assertThatThrownBy(() -> stranger.prepare(before(container), Duration.ofSeconds(3)))
        .hasMessageContaining("nobody can log in");
  }

  @Test
  void bashIsEnoughToTalkToIt() throws Exception {
    try (ThrowawayMongod mongod = MongodFixture.own(ThrowawayMongod.standalone())) {
      int port = Integer.parseInt(mongod.uri().replaceFirst("^.*:(\\d+).*$", "$1"));
      String answer =
          Command.of("sh")
              .with("-c", ContainerRelay.script(port))
              .withInput(Base64.getEncoder().encodeToString(hello()) + "\n")
              .withTimeout(LIMIT)
              .run()
              .output();
      assertThat(new String(ContainerRelay.answer(answer), ISO_8859_1))
          .contains("isWritablePrimary");
    }
  }

  private static byte[] hello() {
    ByteBuffer body =
        new RawBsonDocument(new Document("hello", 1).append("$db", "admin"), new DocumentCodec())
            .getByteBuffer()
            .asNIO();
    return ByteBuffer.allocate(21 + body.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(21 + body.remaining())
        .putInt(1)
        .putInt(0)
        .putInt(2013)
        .putInt(0)
        .put((byte) 0)
        .put(body)
        .array();
  }

  @Test
  void thePortIsTheOneItWasStartedWith() {
    assertThat(ContainerRelay.port(List.of("--replSet", "rs0"))).isEqualTo(27017);
    assertThat(ContainerRelay.port(List.of("mongod", "--port", "27018"))).isEqualTo(27018);
    assertThat(ContainerRelay.port(List.of("--port=27019"))).isEqualTo(27019);
  }
}
