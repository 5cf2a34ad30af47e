package dev.lifeboat.source.mongo.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.Secret;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.BackupSourceContractTest;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.DumpFacts;
import dev.lifeboat.source.DumpPart;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What damaged, foreign and odd dumps give; and the contract of all sources. */
class DumpSourceTest extends BackupSourceContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Secret PASSPHRASE = new Secret("pass");

  @TempDir private Path folder;
  private SmallDump dump = SmallDump.usual();
  private Path file = Path.of("");

  @BeforeEach
  void write() {
    file = folder.resolve("shop.archive");
    write(dump.bytes());
  }

  private void write(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected BackupSource open() {
    return source();
  }

  private DumpSource source() {
    return DumpSource.open(file, Optional.of(PASSPHRASE), ZoneOffset.UTC, InstantSource.fixed(NOW));
  }

  @Override
  protected void change() {
    dump = dump.add("people", SmallDump.document(2, "Bert"));
    write(dump.bytes());
  }

  private Problem refused() {
    try {
      source().capture(new RecordingSink(), Progress.silent());
    } catch (ProblemException e) {
      return e.problems().getFirst();
    }
    throw new AssertionError("it was taken");
  }

  private DumpFacts lenient() {
    try (DumpSource source = source().lenient()) {
      Capture capture = source.capture(new RecordingSink(), Progress.silent());
      List<String> whole =
          source.facts().parts().stream().filter(DumpPart::whole).map(DumpPart::name).toList();
      assertThat(capture.items()).extracting(Item::name).containsExactlyElementsOf(whole);
      assertThat(capture.missing()).isNotEmpty();
      return source.facts();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] gpg(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gpg = GpgOutput.open(out, PASSPHRASE, NOW)) {
      gpg.write(bytes, 0, bytes.length);
    }
    return out.toByteArray();
  }

  @Test
  void theBytesOfAnArchiveAreThoseOfMongodump() {
    byte[] bytes =
        new SmallDump().add("a", HexFormat.of().parseHex("0e000000105f6964000100000000")).bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(HexFormat.of().formatHex(bytes, 0, 8)).isEqualTo("6de2998166000000");
    assertThat(text)
        .contains("\020concurrent_collections\0\4\0\0\0\002version\0\4\0\0\0000.1\0")
        .contains("\10EOF\0\0\22CRC\0\0\0\0\0\0\0\0\0")
        .endsWith("\377\377\377\377");
  }

  @Test
  void noTruncationGoesUnnoticed() {
    byte[] bytes = dump.bytes();
    for (int length = 0; length < bytes.length; length++) {
      write(Arrays.copyOf(bytes, length));
      Problem problem;
      try {
        problem = refused();
      } catch (AssertionError e) {
        throw new AssertionError("cut at " + length, e);
      }
      assertThat(problem.code())
          .as("cut at %d: %s", length, problem.message())
          .isIn(Code.DUMP_DAMAGED, Code.DUMP_FOREIGN);
      assertThat(problem.message()).contains("shop.archive").doesNotEndWith(".");
    }
  }

  @Test
  void noTruncationOfACompressedArchiveGoesUnnoticed() throws IOException {
    byte[] bytes = gzip(dump.bytes());
    // The last eight bytes are a checksum and a length.
    for (int length = 0; length < bytes.length; length++) {
      write(Arrays.copyOf(bytes, length));
      assertThat(refused().code()).isIn(Code.DUMP_DAMAGED, Code.DUMP_FOREIGN);
    }
  }

  @Test
  void noFlippedByteGivesOtherDocuments() {
    byte[] bytes = dump.bytes();
    Capture good = source().capture(new RecordingSink(), Progress.silent());
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      write(flipped);
      try (DumpSource source = source()) {
        Capture capture = source.capture(new RecordingSink(), Progress.silent());
        // Nothing checks names and metadata; documents are checked.
        assertThat(capture.items().stream().map(Item::state).toList())
            .as("flipped at %d", at)
            .containsExactlyInAnyOrderElementsOf(good.items().stream().map(Item::state).toList());
      } catch (ProblemException e) {
        assertThat(e.problems().getFirst().code())
            .isIn(Code.DUMP_DAMAGED, Code.DUMP_FOREIGN, Code.PASSPHRASE_WRONG);
      }
    }
  }

  @Test
  void noFlippedByteOfAnEncryptedOneGoesUnnoticed() throws IOException {
    byte[] bytes = gpg(gzip(new SmallDump().add("a", SmallDump.document(1, "x")).bytes()));
    write(bytes);
    assertThat(source().look(Progress.silent()).whole()).isTrue();
    // Each try hashes the passphrase for long, so not every byte is tried.
    for (int at = 1; at < bytes.length; at += 41) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      write(flipped);
      assertThat(refused().code())
          .as("flipped at %d", at)
          .isIn(Code.DUMP_DAMAGED, Code.DUMP_FOREIGN, Code.PASSPHRASE_WRONG);
    }
    write(Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(refused().code()).isEqualTo(Code.DUMP_DAMAGED);
  }

  @Test
  void aWrongPassphraseIsNoDamage() throws IOException {
    write(gpg(dump.bytes()));
    assertThatThrownBy(
            () ->
                DumpSource.open(
                    file,
                    Optional.of(new Secret("other")),
                    ZoneOffset.UTC,
                    InstantSource.fixed(NOW)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.PASSPHRASE_WRONG));
    assertThatThrownBy(
            () -> DumpSource.open(file, Optional.empty(), ZoneOffset.UTC, InstantSource.fixed(NOW)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.PASSPHRASE_MISSING));
  }

  @Test
  void aCutArchiveSaysWhatCanBeRead() {
    byte[] bytes = dump.bytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("order 5");
    write(Arrays.copyOf(bytes, at));
    DumpFacts facts = lenient();
    assertThat(facts.damage())
        .singleElement()
        .asString()
        .matches("is cut off at byte [0-9,]+ of the archive: the document that begins at byte .*");
    assertThat(facts.parts())
        .extracting(part -> part.name() + " " + part.documents() + " " + part.damage())
        .containsExactly(
            "shop.empty 0 [no document of it is there]",
            "shop.few 0 []",
            "shop.orders 5 [is cut off after 5 documents]",
            "shop.people 0 [no document of it is there]");
  }

  @Test
  void aFlippedByteCostsOneCollection() {
    byte[] bytes = dump.bytes();
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("order 5")] ^= 1;
    write(bytes);
    DumpFacts facts = lenient();
    assertThat(facts.damage()).isEmpty();
    assertThat(facts.parts())
        .filteredOn(part -> !part.whole())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.name()).isEqualTo("shop.orders");
              assertThat(part.damage()).singleElement().asString().contains("checksum");
            });
  }

  @Test
  void whatIsNoDumpIsNamed() throws IOException {
    assertThat(foreign("PK\3\4")).contains("zip");
    assertThat(foreign("hello, world\n")).contains("a text");
    assertThat(foreign("{\"_id\": 1}\n")).contains("JSON");
    assertThat(foreign("age-encryption.org/v1\n")).contains("age");
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertThat(foreign(new String(tar, StandardCharsets.ISO_8859_1))).contains("tar");
    assertThat(foreign(new String(SmallDump.document(1, "x"), StandardCharsets.ISO_8859_1)))
        .contains("one collection");
    assertThat(foreign("\0\0\0\0")).contains("6d e2 99 81");
  }

  private String foreign(String content) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    Problem problem = refused();
    assertThat(problem.code()).isEqualTo(Code.DUMP_FOREIGN);
    assertThat(problem.hints()).isNotEmpty();
    return problem.message();
  }

  @Test
  void whatAFailedPipeLeavesIsNamed() throws IOException {
    write(new byte[0]);
    assertThat(refused().message()).contains("is empty");
    write(gzip(new byte[0]));
    Problem problem = refused();
    assertThat(problem.code()).isEqualTo(Code.DUMP_DAMAGED);
    assertThat(problem.message()).contains("holds nothing");
    assertThat(problem.hints().getFirst()).contains("mongodump");
  }

  @Test
  void aMissingFileIsNotFound() {
    file = folder.resolve("nothing");
    assertThat(refused().code()).isEqualTo(Code.DUMP_NOT_FOUND);
  }

  @Test
  void severalPassesGiveTheSameAsOne() {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      dump.add("c" + random.nextInt(9), SmallDump.document(i, "x".repeat(random.nextInt(90))));
    }
    write(dump.bytes());
    Capture one = source().capture(new RecordingSink(), Progress.silent());
    var sink = new RecordingSink();
    Capture several = source().withBudget(1000).capture(sink, Progress.silent());
    assertThat(several.items()).isEqualTo(one.items());
    assertThat(sink.stillOpen()).isZero();
  }
}
