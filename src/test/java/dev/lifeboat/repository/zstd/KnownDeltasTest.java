package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.segment.DocumentDiff;
import dev.lifeboat.repository.segment.Sampler;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.StreamShape;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deltas of documents whose base is compared with them first. */
class KnownDeltasTest {
  private static final int LENGTH = 700;

  @Test
  void documentsThatCameWentMovedAndChanged() throws DamagedFrameException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<byte[]> before = documents(random, 3_000);
      List<byte[]> after = changed(before, random);
      byte[] base = joined(before);
      byte[] content = joined(after);
      Optional<KnownMatches> known = compare(base, content);
      int searched = delta(base, content, Optional.empty()).length;

      assertThat(known.orElseThrow().matched()).isGreaterThan(content.length * 9 / 10);
      assertThat(KnownDeltas.suits(known.orElseThrow(), content.length)).isTrue();
      assertThat(delta(base, content, known).length).isLessThan(searched * 11 / 10);
    }
  }

  @Test
  void manyThatChangedALittleTakeLittle() throws DamagedFrameException {
    List<byte[]> before = documents(new Random(4), 30_000);
    List<byte[]> after = new ArrayList<>(before);
    for (int i = 0; i < after.size(); i += 12) {
      byte[] document = after.get(i).clone();
      document[document.length / 4] ^= 1;
      document[document.length / 2] ^= 1;
      after.set(i, document);
    }
    byte[] base = joined(before);
    byte[] content = joined(after);
    Optional<KnownMatches> known = compare(base, content);

    assertThat(KnownDeltas.suits(known.orElseThrow(), content.length)).isTrue();
    assertThat(delta(base, content, known))
        .hasSizeLessThan(delta(base, content, Optional.empty()).length * 11 / 10);
  }

  @Test
  void theirSumIsThatOfTheBaseButForWhatDiffers() {
    try (Arena arena = Arena.ofConfined()) {
      for (int seed = 0; seed < 20; seed++) {
        Random random = new Random(seed);
        List<byte[]> before = documents(random, 3_000);
        byte[] base = joined(before);
        byte[] content = joined(changed(before, random));
        DocumentDiff diff =
            new Sampler(StreamShape.DOCUMENTS, content, content.length)
                .compare(0, content.length, arena.allocateFrom(JAVA_BYTE, base))
                .orElseThrow();

        assertThat(diff.sum(sum(base)).map(FingerprintSum::fingerprint))
            .contains(sum(content).fingerprint());
        assertThat(diff.sum(new FingerprintSum())).as("another base").isEmpty();
      }
    }
  }

  @Test
  void documentsThatStayed() throws DamagedFrameException {
    byte[] base = joined(documents(new Random(1), 3_000));

    assertThat(compare(base, base).orElseThrow().matched()).isEqualTo(base.length);
    assertThat(delta(base, base, compare(base, base))).hasSizeLessThan(1_000);
  }

  @Test
  void aFewBytesAtAnyEnd() throws DamagedFrameException {
    byte[] base = joined(documents(new Random(2), 400));
    for (int cut : new int[] {1, 5, 15, 16, 17, 31, 33, 200}) {
      for (boolean first : new boolean[] {true, false}) {
        byte[] content = base.clone();
        int place = first ? 4 : base.length - cut;
        for (int i = place; i < place + cut; i++) {
          content[i] ^= 0x55;
        }
        KnownMatches known = new KnownMatches();
        known.equal(0, 0, place);
        known.equal(place + cut, place + cut, base.length - place - cut);
        known.former(place, cut);

        assertThat(delta(base, content, Optional.of(known))).hasSizeLessThan(1_000);
      }
    }
  }

  @Test
  void documentsLongerThanABlock() throws DamagedFrameException {
    byte[] base = Documents.some(1, 40, 300_000);
    byte[] content = base.clone();
    content[5_000_000] ^= 1;
    Optional<KnownMatches> known = compare(base, content);

    assertThat(delta(base, content, known)).hasSizeLessThan(3_000);
  }

  @Test
  void whereMostIsOtherNothingIsKnown() {
    byte[] base = Documents.some(1, 400, LENGTH);
    byte[] content = Documents.some(301, 400, LENGTH);

    KnownMatches known = compare(base, content).orElseThrow();
    assertThat(known.matched()).isEqualTo(100 * LENGTH);
    assertThat(KnownDeltas.suits(known, content.length)).isFalse();
  }

  @Test
  void aBaseThatIsNotDocuments() throws DamagedFrameException {
    byte[] content = joined(documents(new Random(3), 400));
    byte[] base = content.clone();
    base[3] = 0x7f;

    assertThat(compare(base, content)).isEmpty();
    assertThat(delta(base, content, Optional.empty())).hasSizeLessThan(1_000);
  }

  private static FingerprintSum sum(byte[] documents) {
    FingerprintSum sum = new FingerprintSum();
    sum.addAll(documents, 0, documents.length);
    return FingerprintSum.of(sum.fingerprint());
  }

  private static Optional<KnownMatches> compare(byte[] base, byte[] content) {
    try (Arena arena = Arena.ofConfined()) {
      return new Sampler(StreamShape.DOCUMENTS, content, content.length)
          .compare(0, content.length, arena.allocateFrom(JAVA_BYTE, base))
          .map(DocumentDiff::matches);
    }
  }

  /** A delta that was decoded again. */
  private static byte[] delta(byte[] base, byte[] content, Optional<KnownMatches> known)
      throws DamagedFrameException {
    try (ProvenFrames frames = new ProvenFrames();
        ZstdDecompressor decompressor = new ZstdDecompressor();
        Arena arena = Arena.ofConfined()) {
      MemorySegment prefix = arena.allocateFrom(JAVA_BYTE, base);
      byte[] delta =
          frames
              .compress(content, 0, content.length, content.length, prefix, known)
              .orElseThrow()
              .toArray(JAVA_BYTE);
      assertThat(decompressor.decompress(delta, content.length, prefix)).isEqualTo(content);
      return delta;
    }
  }

  private static List<byte[]> documents(Random random, int count) {
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(id -> Documents.one(id, 0, Documents.SHORTEST + random.nextInt(2 * LENGTH)))
            .toList());
  }

  private static List<byte[]> changed(List<byte[]> before, Random random) {
    List<byte[]> after = new ArrayList<>(before);
    for (int i = 0; i < 20; i++) {
      int at = random.nextInt(after.size());
      byte[] document = after.get(at).clone();
      document[document.length - 2] ^= 1;
      after.set(at, document);
      after.set(random.nextInt(after.size()), Documents.one(at, 1, LENGTH));
      after.add(random.nextInt(after.size()), Documents.one(10_000 + i, 0, LENGTH));
      after.remove(random.nextInt(after.size()));
      Collections.swap(after, random.nextInt(after.size()), random.nextInt(after.size()));
    }
    // More than are looked at one by one.
    after.subList(1_000, 1_050).clear();
    return after;
  }

  private static byte[] joined(List<byte[]> documents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    documents.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
