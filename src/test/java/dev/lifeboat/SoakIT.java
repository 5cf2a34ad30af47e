package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.sandbox.MongodFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds of {@code bench/soak}. */
class SoakIT {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @TempDir Path folder;

  @Test
  void whateverIsKilledTheNextCommandFindsTheWorldRight() throws Exception {
    List<SoakAct> acts =
        List.of(
            SoakAct.BACKUP,
            SoakAct.RESTORE,
            SoakAct.UNDO,
            SoakAct.IMPORT,
            SoakAct.MISSING,
            SoakAct.IN_PLACE);
    SoakTable table = new Soak(folder, MONGO.uri(), MONGO.client(), acts, 7, System.out).run(6);
    assertThat(table.failures()).as(table.toString()).isEmpty();
    assertThat(table.kills()).isPositive();
  }
}
