package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.backup.BackupReport;
import dev.lifeboat.bench.ChangingChat;
import dev.lifeboat.cli.BackupChoice;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.RestoreChoice;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.VerifyChoice;
import dev.lifeboat.progress.Interruption;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.sandbox.MongodFixture;
import dev.lifeboat.setup.InitRequest;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.verify.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a server's data adds to the repository as it changes, and that it comes back. */
class DeltaIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  @Test
  void laterBackupsAddLittleAndRestore() {
    try (var client = MongoClients.create(MONGO.uri())) {
      ChangingChat chat = new ChangingChat(client, MONGO.databaseName(), 11);
      chat.fill(24_000_000);
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
      MongoDatabase database = MONGO.database();
      List<String> states = new ArrayList<>();
      List<BackupReport> backups = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        if (i > 0) {
          chat.change(0.01, 0.2, 0.01, 0.0005);
        }
        if (i == 3) {
          database.runCommand(new Document("compact", "messages").append("force", true));
        }
        backups.add(
            app.backup(
                conduct,
                new BackupChoice(Optional.empty(), List.of(), false, Optional.of(ByteSize.of(0)))));
        states.add(state(database));
      }
      long first = backups.getFirst().manifest().newBytes();
      assertThat(backups.get(1).manifest().newBytes()).isLessThan(first * 3 / 100);
      assertThat(backups.get(3).manifest().newBytes()).isLessThan(first * 6 / 100);

      for (int i : new int[] {1, 3}) {
        String id = backups.get(i).manifest().backup().value();
        assertThat(
                app.verify(conduct, new VerifyChoice(id, Level.CONTENT, Optional.empty()))
                    .findings())
            .isEmpty();
        try (Services.OpenRestore restore = app.restore(conduct, RestoreChoice.of(id))) {
          assertThat(restore.execute().proof()).isNotEmpty().allMatch(ItemProof::holds);
        }
        assertThat(state(database)).isEqualTo(states.get(i));
      }
    }
  }

  /** A digest of all documents, whatever their order. */
  private static String state(MongoDatabase database) {
    Document hashes =
        database
            .runCommand(new Document("dbHash", 1).append("collections", List.of("messages")))
            .get("collections", Document.class);
    return String.valueOf(hashes.get("messages"));
  }
}
