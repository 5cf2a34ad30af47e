package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.sandbox.MongodOptions;
import dev.lifeboat.sandbox.ThrowawayMongod;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users that may read a part of a deployment: what they can't read is never left out unsaid. */
class PartialRightsIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aWholeDeploymentIsWholeOrSaysWhatItLacks(int members) {
    try (var server = MongodFixture.own(options(members));
        var client = MongoClients.create(server.uri())) {
      client.getDatabase("d").getCollection("c").insertOne(new Document());
      client.getDatabase("e").getCollection("c").insertOne(new Document());
      createRole(client, "names", privilege(new Document("cluster", true), "listDatabases"));
      createUser(client, "one", new Document("role", "read").append("db", "d"));
      createUser(
          client,
          "lister",
          new Document("role", "read").append("db", "d"),
          new Document("role", "names").append("db", "admin"));
      createUser(client, "reader", new Document("role", "readAnyDatabase").append("db", "admin"));
      createUser(client, "keeper", new Document("role", "backup").append("db", "admin"));
      String root = "root:" + server.password();

      MongoSettings one = MongoSettings.of(server.uri().replace(root, "one:p"));
      refuses(one, source -> source.capture(new RecordingSink(), Progress.silent()));
      refuses(one, MongoSource::live);
      refuses(one, MongoSource::estimateBytes);
      Capture named = capture(one.withDatabases("d"));
      assertThat(names(named)).containsExactly("d.c");
      assertThat(named.missing()).isEmpty();
      assertThat(named.warnings()).anyMatch(warning -> warning.startsWith("users and roles"));

      Capture lister = capture(MongoSettings.of(server.uri().replace(root, "lister:p")));
      assertThat(names(lister)).containsExactly("d.c");
      assertThat(lister.missing())
          .allMatch(problem -> problem.code() == Code.MONGO_UNAUTHORIZED)
          .extracting(Problem::message)
          .anyMatch(message -> message.contains("users and roles"))
          .anyMatch(message -> message.contains("'e'"));

      Capture reader = capture(MongoSettings.of(server.uri().replace(root, "reader:p")));
      assertThat(names(reader)).contains("d.c", "e.c").doesNotContain("admin.system.users");
      assertThat(reader.missing())
          .extracting(Problem::message)
          .anyMatch(
              message ->
                  message.contains("users and roles") || message.contains("admin.system.users"));

      Capture keeper = capture(MongoSettings.of(server.uri().replace(root, "keeper:p")));
      assertThat(names(keeper)).contains("d.c", "e.c", "admin.system.users", "admin.system.roles");
      assertThat(keeper.missing()).isEmpty();
    }
  }

  private static MongodOptions options(int members) {
    return (members == 0 ? ThrowawayMongod.standalone() : ThrowawayMongod.replicaSet(members))
        .authenticated();
  }

  private Capture capture(MongoSettings settings) {
    return with(settings, source -> source.capture(new RecordingSink(), Progress.silent()));
  }

  private <T> T with(MongoSettings settings, Function<MongoSource, T> action) {
    try (var source = MongoSource.open(settings, InstantSource.system(), folder)) {
      return action.apply(source);
    }
  }

  private void refuses(MongoSettings settings, Function<MongoSource, ?> action) {
    Problem problem =
        catchThrowableOfType(ProblemException.class, () -> with(settings, action))
            .problems()
            .getFirst();
    assertThat(problem.code()).isEqualTo(Code.MONGO_UNAUTHORIZED);
    assertThat(problem.message())
        .isEqualTo(
            "the MongoDB user may not list all databases, so a backup of the whole deployment"
                + " would lack some");
    assertThat(problem.hints()).anyMatch(hint -> hint.contains("mongo.databases"));
  }

  private static List<String> names(Capture capture) {
    return capture.items().stream().map(Item::name).toList();
  }

  private static Document privilege(Document resource, String action) {
    return new Document("resource", resource).append("actions", List.of(action));
  }

  private static void createRole(MongoClient client, String name, Document privilege) {
    client
        .getDatabase("admin")
        .runCommand(
            new Document("createRole", name)
                .append("roles", List.of())
                .append("privileges", List.of(privilege)));
  }

  private static void createUser(MongoClient client, String name, Document... roles) {
    client
        .getDatabase("admin")
        .runCommand(
            new Document("createUser", name).append("pwd", "p").append("roles", List.of(roles)));
  }
}
