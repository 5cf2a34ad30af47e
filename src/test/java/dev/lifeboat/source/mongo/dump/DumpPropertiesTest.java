package dev.lifeboat.source.mongo.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.RecordingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Whatever is in a dump comes out of it, or an error does: never less, unsaid. */
class DumpPropertiesTest {
  private static final Set<Code> CLEAR = Set.of(Code.DUMP_DAMAGED, Code.DUMP_FOREIGN);

  private Path folder = Path.of("");

  @BeforeTry
  void create() throws IOException {
    folder = Files.createTempDirectory("dump-properties");
  }

  @AfterTry
  void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Collections by their names. */
  record Dump(Map<String, List<BsonDocument>> collections) {
    /** What a capture has to find. */
    Map<String, Fingerprint> expected() {
      Map<String, Fingerprint> expected = new TreeMap<>();
      collections.forEach(
          (name, documents) -> {
            var sum = new FingerprintSum();
            for (BsonDocument document : documents) {
              byte[] bytes = ArchiveWriter.encoded(document);
              sum.add(bytes, 0, bytes.length);
            }
            expected.put("shop." + name, sum.fingerprint());
          });
      return expected;
    }

    byte[] archive() throws IOException {
      var out = new ByteArrayOutputStream();
      var archive = new ArchiveWriter(out);
      archive.prelude(
          "6.0.5",
          "100.9.4",
          collections.keySet().stream()
              .map(
                  name ->
                      new ArchiveWriter.Declared(
                          new Namespace("shop", name),
                          SmallDump.METADATA.formatted(name),
                          "collection"))
              .toList());
      for (var entry : collections.entrySet()) {
        var collection = archive.begin(new Namespace("shop", entry.getKey()));
        for (BsonDocument document : entry.getValue()) {
          byte[] bytes = ArchiveWriter.encoded(document);
          collection.write(bytes, 0, bytes.length);
        }
        collection.end();
      }
      return out.toByteArray();
    }
  }

  @Provide
  Arbitrary<Dump> dumps() {
    Arbitrary<BsonValue> values =
        Arbitraries.oneOf(
            Arbitraries.integers().map(BsonInt32::new),
            Arbitraries.longs().map(BsonInt64::new),
            Arbitraries.longs().map(BsonTimestamp::new),
            Arbitraries.strings().excludeChars('\ud800').ofMaxLength(40).map(BsonString::new),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(60).map(BsonBinary::new));
    Arbitrary<String> fields = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    Arbitrary<BsonDocument> documents =
        Combinators.combine(Arbitraries.integers(), Arbitraries.maps(fields, values).ofMaxSize(5))
            .as(
                (id, more) -> {
                  var document = new BsonDocument("_id", new BsonInt32(id));
                  more.forEach(document::append);
                  return document;
                });
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abcXYZ09_-%. äß+")
            .ofMinLength(1)
            .ofMaxLength(20)
            .filter(name -> !name.startsWith(".") && !name.startsWith("system."));
    return Arbitraries.maps(names, documents.list().ofMaxSize(8))
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(TreeMap::new)
        .map(Dump::new);
  }

  @Property(tries = 150)
  void whatGoesIntoAnArchiveComesOut(@ForAll("dumps") Dump dump, @ForAll boolean gzipped)
      throws IOException {
    byte[] bytes = dump.archive();
    assertThat(found(write(gzipped ? gzip(bytes) : bytes))).isEqualTo(dump.expected());
  }

  @Property(tries = 100)
  void whatGoesIntoAFolderComesOut(@ForAll("dumps") Dump dump) throws IOException {
    Path below = Files.createDirectories(folder.resolve("dump/shop"));
    for (var entry : dump.collections().entrySet()) {
      var out = new ByteArrayOutputStream();
      for (BsonDocument document : entry.getValue()) {
        out.writeBytes(ArchiveWriter.encoded(document));
      }
      String name = URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8);
      Files.write(below.resolve(name + ".bson"), out.toByteArray());
      Files.writeString(
          below.resolve(name + ".metadata.json"), SmallDump.METADATA.formatted(entry.getKey()));
    }
    assertThat(found(folder.resolve("dump"))).isEqualTo(dump.expected());
  }

  @Property(tries = 300)
  void noCutIsSilent(
      @ForAll("dumps") Dump dump,
      @ForAll boolean gzipped,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int at)
      throws IOException {
    byte[] whole = gzipped ? gzip(dump.archive()) : dump.archive();
    Path file = write(Arrays.copyOf(whole, at % whole.length));
    assertThat(CLEAR).contains(refusal(file).orElseThrow(() -> new AssertionError("taken")));
  }

  @Property(tries = 500)
  void noFlippedBitGivesOtherDocuments(
      @ForAll("dumps") Dump dump,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int at,
      @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = dump.archive();
    bytes[at % bytes.length] ^= (byte) (1 << bit);
    Path file = write(bytes);
    Optional<Code> refusal = refusal(file);
    if (refusal.isPresent()) {
      assertThat(CLEAR).contains(refusal.get());
    } else {
      // Nothing checks names and metadata of an archive; documents are checked.
      assertThat(found(file).values())
          .containsExactlyInAnyOrderElementsOf(dump.expected().values());
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("shop.archive"), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static Map<String, Fingerprint> found(Path dump) {
    Map<String, Fingerprint> found = new TreeMap<>();
    capture(dump)
        .items()
        .forEach(item -> found.put(item.name(), item.state().orElse(Fingerprint.EMPTY)));
    return found;
  }

  private static Optional<Code> refusal(Path dump) {
    try {
      var _ = capture(dump);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problems().getFirst().code());
    }
  }

  private static Capture capture(Path dump) {
    try (DumpSource source =
        DumpSource.open(
            dump, Optional.empty(), ZoneOffset.UTC, InstantSource.fixed(Instant.EPOCH))) {
      return source.capture(new RecordingSink(), Progress.silent());
    }
  }
}
