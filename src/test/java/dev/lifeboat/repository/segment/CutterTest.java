package dev.lifeboat.repository.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.source.StreamShape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutterTest {
  private static final int SIZE = 10_000;
  private static final int COUNT = 12_000;

  @Test
  void segmentsOfDocumentsKeepWithinTheLimits() {
    List<Integer> lengths = lengths(cut(StreamShape.DOCUMENTS, documents(COUNT), 100 * SIZE));

    assertThat(lengths).hasSizeBetween(4, 15);
    assertThat(lengths.subList(0, lengths.size() - 1))
        .allMatch(length -> length >= Cutter.SHORTEST && length <= Cutter.LONGEST);
    assertThat(lengths).allMatch(length -> length % SIZE == 0);
  }

  @Test
  void anUpdateLeavesAllCutsWhereTheyWere() {
    byte[] before = documents(COUNT);
    byte[] after = before.clone();
    after[5000 * SIZE + 500] ^= 1;

    List<Digest> old = digests(cut(StreamShape.DOCUMENTS, before, 100 * SIZE));
    List<Digest> now = digests(cut(StreamShape.DOCUMENTS, after, 100 * SIZE));
    assertThat(now).hasSameSizeAs(old);
    assertThat(missing(now, old)).isEqualTo(1);
  }

  @Test
  void insertedAndDeletedDocumentsChangeFewSegments() {
    byte[] before = documents(COUNT);
    List<Digest> old = digests(cut(StreamShape.DOCUMENTS, before, 100 * SIZE));
    ByteArrayOutputStream inserted = new ByteArrayOutputStream(before.length + SIZE);
    inserted.write(before, 0, 700 * SIZE);
    inserted.writeBytes(document(1_000_000));
    inserted.write(before, 700 * SIZE, before.length - 700 * SIZE);
    ByteArrayOutputStream deleted = new ByteArrayOutputStream(before.length);
    deleted.write(before, 0, 700 * SIZE);
    deleted.write(before, 701 * SIZE, before.length - 701 * SIZE);

    for (ByteArrayOutputStream changed : List.of(inserted, deleted)) {
      List<Digest> now = digests(cut(StreamShape.DOCUMENTS, changed.toByteArray(), 100 * SIZE));
      // The change may move the first cut after it; soon cuts fall where they fell before.
      assertThat(missing(now, old)).isBetween(1, 4);
    }
  }

  @Test
  void insertedBytesChangeFewSegments() {
    byte[] before = new byte[100 << 20];
    new Random(3).nextBytes(before);
    byte[] after = new byte[before.length + 10];
    System.arraycopy(before, 0, after, 0, 1000);
    System.arraycopy(before, 1000, after, 1010, before.length - 1000);

    List<byte[]> old = cut(StreamShape.BYTES, before, 1 << 20);
    assertThat(lengths(old).subList(0, old.size() - 1))
        .allMatch(length -> length >= Cutter.SHORTEST && length <= Cutter.LONGEST);
    assertThat(missing(digests(cut(StreamShape.BYTES, after, 1 << 20)), digests(old)))
        .isBetween(1, 3);
  }

  @Test
  void howTheStreamIsWrittenMakesNoDifference() {
    byte[] bytes = new byte[40 << 20];
    new Random(4).nextBytes(bytes);
    List<Digest> whole = digests(cut(StreamShape.BYTES, bytes, bytes.length));

    assertThat(whole).hasSizeGreaterThan(1);
    for (int piece : new int[] {4096, 100_003, Cutter.SHORTEST - 1, Cutter.SHORTEST + 1}) {
      assertThat(digests(cut(StreamShape.BYTES, bytes, piece))).isEqualTo(whole);
    }
    byte[] documents = documents(4000);
    List<Digest> all = digests(cut(StreamShape.DOCUMENTS, documents, documents.length));
    assertThat(digests(cut(StreamShape.DOCUMENTS, documents, SIZE))).isEqualTo(all);
  }

  @Test
  void whatIsNeverCutByContentIsCutByForce() {
    byte[] zeros = new byte[Cutter.LONGEST * 2 + 1];
    assertThat(lengths(cut(StreamShape.BYTES, zeros, 1 << 20)))
        .containsExactly(Cutter.LONGEST, Cutter.LONGEST, 1);

    // Documents with an equal _id are all cut, or none is.
    ByteArrayOutputStream equal = new ByteArrayOutputStream();
    byte[] uncut = document(firstUncut());
    while (equal.size() < Cutter.LONGEST + uncut.length) {
      equal.writeBytes(uncut);
    }
    List<Integer> lengths = lengths(cut(StreamShape.DOCUMENTS, equal.toByteArray(), uncut.length));
    assertThat(lengths).hasSize(2);
    assertThat(lengths.getFirst())
        .isLessThanOrEqualTo(Cutter.LONGEST)
        .isGreaterThan(Cutter.LONGEST - uncut.length);
  }

  @Test
  void idsOfEveryTypeAreHashedAlone() {
    for (byte[] id :
        List.of(
            id(0x07, new byte[12]),
            id(0x10, new byte[4]),
            id(0x12, new byte[8]),
            id(0x02, new byte[] {2, 0, 0, 0, 'x', 0}),
            id(0x03, new byte[] {5, 0, 0, 0, 0}),
            id(0x05, new byte[] {1, 0, 0, 0, 4, 9}),
            id(0x13, new byte[16]),
            id(0x08, new byte[1]),
            id(0x0a, new byte[0]))) {
      byte[] one = withTail(id, 1);
      byte[] other = withTail(id, 2);
      assertThat(DocumentKey.hash(one, 0, one.length))
          .isEqualTo(DocumentKey.hash(other, 0, other.length));
    }
    byte[] one = withTail(id(0x0b, new byte[] {'a', 0, 0}), 1);
    byte[] other = withTail(id(0x0b, new byte[] {'a', 0, 0}), 2);
    assertThat(DocumentKey.hash(one, 0, one.length))
        .isNotEqualTo(DocumentKey.hash(other, 0, other.length));
  }

  /** A reader of the document {@code REPOSITORY-FORMAT.md} finds these numbers there. */
  @Test
  void hashesAreThoseOfTheFormat() {
    byte[] document = withTail(id(0x10, new byte[] {42, 0, 0, 0}), 1);
    assertThat(Long.toHexString(DocumentKey.hash(document, 0, document.length)))
        .isEqualTo("9cb858b19bbf1ad1");
  }

  private static byte[] id(int type, byte[] value) {
    return ByteBuffer.allocate(5 + value.length)
        .put((byte) type)
        .put(new byte[] {'_', 'i', 'd', 0})
        .put(value)
        .array();
  }

  private static byte[] withTail(byte[] id, int tail) {
    int length = 4 + id.length + 3 + 1 + 1;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .put(id)
        .put(new byte[] {0x08, 'x', 0, (byte) tail, 0})
        .array();
  }

  private static int firstUncut() {
    for (int id = 0; ; id++) {
      byte[] document = document(id);
      if (DocumentKey.hash(document, 0, document.length) < 0) {
        return id;
      }
    }
  }

  /** As the writer of a stream does it. */
  private static List<byte[]> cut(StreamShape shape, byte[] bytes, int piece) {
    Cutter cutter = Cutter.of(shape);
    List<byte[]> segments = new ArrayList<>();
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (int start = 0; start < bytes.length; start += piece) {
      int end = Math.min(bytes.length, start + piece);
      for (int at = start; at < end; ) {
        int taken = cutter.take(bytes, at, end - at, segment.size());
        segment.write(bytes, at, taken);
        at += taken;
        if (cutter.cut()) {
          segments.add(segment.toByteArray());
          segment.reset();
        }
      }
    }
    if (segment.size() > 0) {
      segments.add(segment.toByteArray());
    }
    return segments;
  }

  private static List<Integer> lengths(List<byte[]> segments) {
    return segments.stream().map(segment -> segment.length).toList();
  }

  private static List<Digest> digests(List<byte[]> segments) {
    return segments.stream().map(Digest::of).toList();
  }

  private static int missing(List<Digest> now, List<Digest> before) {
    Set<Digest> fresh = new HashSet<>(now);
    before.forEach(fresh::remove);
    return fresh.size();
  }

  private static byte[] documents(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(count * SIZE);
    for (int id = 0; id < count; id++) {
      all.writeBytes(document(id));
    }
    return all.toByteArray();
  }

  private static byte[] document(int id) {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(SIZE)
        .put((byte) 0x10)
        .put(new byte[] {'_', 'i', 'd', 0})
        .putInt(id)
        .array();
  }
}
