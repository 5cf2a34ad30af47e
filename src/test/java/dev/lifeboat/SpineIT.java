package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Elsewhere;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.restore.RestoreReport;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.UndoResult;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.Level;
import dev.lifeboat.verify.VerifyReport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job from end to end, through the composition root. */
class SpineIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  @Test
  void aDroppedDatabaseComesBackAndGoesAgain() {
    MongoDatabase database = MONGO.database();
    for (int i = 0; i < 1000; i++) {
      database.getCollection("orders").insertOne(new Document("_id", i).append("n", "x" + i));
    }
    database.getCollection("orders").createIndex(new Document("n", 1));
    database.createCollection("empty");
    List<BsonDocument> before = read(database);
    Services app =
        new App(
            InstantSource.system(),
            Map.of("LIFEBOAT_STATE", folder.resolve("state").toString()),
            "test");
    Conduct conduct =
        new Conduct(folder.resolve("lifeboat.yaml"), Progress.silent(), Interruption.none());
    app.init(
        conduct,
        new InitRequest(
            conduct.config(),
            Optional.of("shop"),
            Optional.of(MONGO.uri()),
            List.of(MONGO.databaseName()),
            Optional.of(folder.resolve("repository").toString()),
            true));

    BackupReport backup =
        app.backup(
            conduct,
            new BackupChoice(Optional.of("test"), List.of(), false, Optional.of(ByteSize.of(0))));
    assertThat(backup.manifest().consistency()).isEqualTo("snapshot");
    VerifyReport verified =
        app.verify(conduct, new VerifyChoice("latest", Level.CONTENT, Optional.empty()));
    assertThat(verified.findings()).isEmpty();

    database.drop();
    RestoreReport restored;
    try (Services.OpenRestore restore = app.restore(conduct, latest())) {
      restored = restore.execute();
    }
    assertThat(restored.proof()).isNotEmpty().allMatch(ItemProof::holds);
    assertThat(read(database)).isEqualTo(before);

    try (Services.OpenUndo undo = app.undo(conduct, Elsewhere.NOWHERE)) {
      UndoResult undone = undo.execute();
      assertThat(undone.items()).isNotEmpty();
    }
    assertThat(database.getCollection("orders").countDocuments()).isZero();
  }

  private static RestoreChoice latest() {
    return RestoreChoice.of("latest");
  }

  private static List<BsonDocument> read(MongoDatabase database) {
    return database
        .getCollection("orders", BsonDocument.class)
        .find()
        .sort(new Document("_id", 1))
        .into(new ArrayList<>());
  }
}
