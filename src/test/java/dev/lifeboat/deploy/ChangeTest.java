package dev.lifeboat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a roll-back undoes, as far as counting tells. */
class ChangeTest {
  private static Item item(String name, String kind, long documents) {
    return new Item(
        name,
        kind,
        Optional.of(new Fingerprint("0".repeat(64), documents, documents)),
        1,
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private static LiveItem live(String name, String kind, long documents) {
    return new LiveItem(name, kind, documents, documents, 1);
  }

  @Test
  void namesWhatHasAnotherNumberOfDocuments() {
    List<Change> changes =
        Change.between(
            List.of(
                item("shop.same", "collection", 3),
                item("shop.grown", "collection", 3),
                item("shop.shrunk", "collection", 3),
                item("shop.gone", "collection", 2),
                item("users", "users", 9)),
            List.of(
                live("shop.same", "collection", 3),
                live("shop.grown", "collection", 5),
                live("shop.shrunk", "collection", 1),
                live("shop.empty", "collection", 0),
                live("shop.view", "view", 0)));

    assertThat(changes.stream().map(Change::words))
        .containsExactly(
            "shop.empty, which is new and empty, is set aside",
            "shop.gone: 2 documents come back",
            "shop.grown: 2 documents more than in the backup are set aside",
            "shop.shrunk: 2 documents come back");
  }
}
