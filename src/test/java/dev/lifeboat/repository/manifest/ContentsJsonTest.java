package dev.lifeboat.repository.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentsJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00.5Z");
  private static final Digest DIGEST = Digest.of(new byte[1]);

  @Test
  void whatIsPrintedIsReadAgain() {
    for (Consistency consistency :
        List.of(
            new Consistency.ClusterTime(NOW, 7),
            new Consistency.ServicesStopped(NOW),
            new Consistency.Locked(NOW),
            new Consistency.Live(NOW, NOW.plusSeconds(1)))) {
      Contents contents = contents(consistency);
      assertThat(ContentsJson.parse(ContentsJson.print(contents))).isEqualTo(contents);
    }
  }

  @Test
  void ignoresWhatALaterVersionAdds() {
    Contents contents = contents(new Consistency.Locked(NOW));
    String text = new String(ContentsJson.print(contents), UTF_8);
    String later =
        text.replace("{\"type\"", "{\"later\":[],\"type\"")
            .replaceFirst("\n", "\n{\"type\":\"later\"}\n");

    assertThat(ContentsJson.parse(later.getBytes(UTF_8))).isEqualTo(contents);
  }

  @Test
  void refusesWhatMakesNoSense() {
    String text = new String(ContentsJson.print(contents(new Consistency.Locked(NOW))), UTF_8);
    for (String[] change :
        new String[][] {
          {"\"bytes\":10,", "\"bytes\":11,"},
          {"\"length\":4", "\"length\":-4"},
          {"\"length\":4", "\"length\":4000000000"},
          {"\"length\":4", "\"length\":\"4\""},
          {"\"name\":\"shop/ü.bson\"", "\"name\":\"../shop\""},
          {"\"name\":\"shop/ü.bson\"", "\"name\":\"/shop\""},
          {"\"name\":\"empty\"", "\"name\":\"shop/ü.bson\""},
          {"\"streams\":[\"empty\"]", "\"streams\":[\"other\"]"},
          {"\"label\":\"locked\"", "\"label\":\"other\""},
          {"\"type\":\"item\"", "\"type\":1"},
          {"\"lifeboat\":\"contents\"", "\"lifeboat\":\"manifest\""},
          {DIGEST.hex(), "x"},
          {"\n{", "\n["},
        }) {
      assertThat(text).contains(change[0]);
      byte[] changed = text.replace(change[0], change[1]).getBytes(UTF_8);
      assertThatThrownBy(() -> ContentsJson.parse(changed))
          .as(change[1])
          .isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> ContentsJson.parse(new byte[0])).isInstanceOf(FormatException.class);
  }

  @Test
  void objectListsAreSortedAndUnique() {
    StoredObject one = StoredObject.full(Digest.of(new byte[] {1}), 5);
    StoredObject delta =
        new StoredObject(Digest.of(new byte[] {2}), 7, List.of(one.digest(), one.digest()));
    ObjectList list = ObjectList.of(List.of(one, delta, one));

    assertThat(list.objects())
        .hasSize(2)
        .isSortedAccordingTo((a, b) -> a.digest().hex().compareTo(b.digest().hex()));
    assertThat(list.bytes()).isEqualTo(12);
    assertThat(ObjectList.parse(list.print())).isEqualTo(list);
    for (String bad : List.of("x", DIGEST + " x", DIGEST + " 0", DIGEST + " 5 ", DIGEST + "  5")) {
      assertThatThrownBy(() -> ObjectList.parse(bad.getBytes(UTF_8)))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void basesAreListedAndAreNoDeltas() {
    StoredObject base = StoredObject.full(Digest.of(new byte[] {1}), 5);
    StoredObject delta = new StoredObject(Digest.of(new byte[] {2}), 7, List.of(base.digest()));
    StoredObject deeper = new StoredObject(Digest.of(new byte[] {3}), 7, List.of(delta.digest()));

    assertThatThrownBy(() -> ObjectList.of(List.of(delta))).hasMessageContaining("is not listed");
    assertThatThrownBy(() -> ObjectList.of(List.of(base, delta, deeper)))
        .hasMessageContaining("is a delta");
    assertThat(ObjectList.of(List.of(base, delta)).hasDeltas()).isTrue();
    assertThat(ObjectList.of(List.of(base)).hasDeltas()).isFalse();
  }

  private static Contents contents(Consistency consistency) {
    Fingerprint fingerprint = new Fingerprint("0f".repeat(32), 2, 10);
    StreamName orders = new StreamName("shop/ü.bson");
    StreamName empty = new StreamName("empty");
    return new Contents(
        BackupId.at(NOW, 5),
        "fake",
        consistency,
        Map.of("version", "6", "nested", Map.of("list", List.of(1, true, "x"))),
        List.of(
            new Item(
                "shop.ü",
                "collection",
                Optional.of(fingerprint),
                3,
                List.of(orders),
                Map.of("uuid", "x"),
                Optional.of("weak")),
            new Item(
                "shop.view",
                "view",
                Optional.empty(),
                0,
                List.of(empty),
                Map.of(),
                Optional.empty())),
        List.of(
            new StreamEntry(
                orders,
                StreamShape.DOCUMENTS,
                10,
                fingerprint,
                List.of(new Segment(DIGEST, 0, 6, DIGEST), new Segment(DIGEST, 6, 4, DIGEST))),
            new StreamEntry(empty, StreamShape.BYTES, 0, Fingerprint.EMPTY, List.of())),
        List.of("a"),
        List.of("b", "c"),
        List.of("d"),
        List.of(
            new Sample(orders, 10, 5, Optional.of(NOW), Optional.of(NOW)),
            new Sample(empty, 0, 0, Optional.empty(), Optional.empty())));
  }
}
