package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that real tars made, and those that nobody should have made. */
final class VolumeArchiveTest {
  private static final String FILE = "shop_data_20251009_143022.tar.gz";
  private static final Instant MOMENT = Instant.parse("2025-10-09T14:30:22Z");

  @TempDir private Path folder;

  private static final class Made implements VolumeArchive.Given {
    private final String name;
    private final byte[] tar;
    private int readings;

    Made(String name, byte[] tar) {
      this.name = name;
      this.tar = tar;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String form() {
      return "tar archive";
    }

    @Override
    public long size() {
      return tar.length;
    }

    @Override
    public Instant moment() {
      return MOMENT;
    }

    @Override
    public String read(Consumer<InputStream> reader, LongConsumer progress) {
      readings++;
      reader.accept(new ByteArrayInputStream(tar));
      return "digest";
    }
  }

  private static Capture capture(byte[] tar) {
    return capture(new Made(FILE, tar));
  }

  private static Capture capture(Made made) {
    return new VolumeArchive(made, "shop", Optional.empty())
        .capture(new RecordingSink(), Progress.silent());
  }

  private static byte[] stored(Capture capture) {
    return RecordingSink.bytes(capture, "volumes/data.tar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "busybox"})
  void takesWhatRealTarsMakeAndTheyTakeWhatIsStored(String form) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("z-first"), "content");
    Files.createLink(data.resolve("a-other"), data.resolve("z-first"));
    Files.createDirectory(data.resolve("folder"));
    Files.writeString(data.resolve("folder/ä b"), "odd");
    Files.writeString(data.resolve("folder/" + "long-".repeat(18)), "long");
    Files.createSymbolicLink(data.resolve("link"), Path.of("/outside/of it"));
    Files.write(data.resolve("big"), new byte[300_000]);
    String tar = form.equals("busybox") ? "busybox tar" : "tar --format=" + form;
    // Not in order, as in the folders of a file system.
    run(tar + " -cf ../made.tar ./z-first ./folder ./a-other ./link ./big", data);

    Capture capture = capture(Files.readAllBytes(folder.resolve("made.tar")));

    Item item = capture.items().getFirst();
    assertThat(item.name()).isEqualTo("data");
    assertThat(item.attributes())
        .containsEntry("volume", "shop_data")
        .containsEntry("consistency", "imported")
        .containsEntry(
            "labels",
            Map.of("com.docker.compose.project", "shop", "com.docker.compose.volume", "data"));
    assertThat(capture.consistency().label()).isEqualTo("imported");
    assertThat(Tars.content(stored(capture)).fingerprint()).isEqualTo(item.state().orElseThrow());
    Files.write(folder.resolve("stored.tar"), stored(capture));
    Path out = Files.createDirectory(folder.resolve("out"));
    run("tar -xf ../stored.tar", out);
    run("diff -r --no-dereference data out", folder);
    assertThat(run("tar -tvf stored.tar", folder))
        .contains(" a-other\n", "z-first link to a-other\n");
  }

  private static String run(String script, Path folder) {
    Finished ended = Command.of("sh", "-c", script).inFolder(folder).run();
    assertThat(ended.status()).as(ended.error() + ended.output()).isZero();
    return ended.output();
  }

  @Test
  void theSameContentHasTheSameFingerprintHoweverItWasPacked() {
    Tars.Made file = Tars.file("b", "1");
    Tars.Made sorted = Tars.file("a", "1");
    Tars.Made root = Tars.folder(".");
    byte[] engine = Tars.of(root, sorted, Tars.link(TarConstants.LF_LINK, "b", "a"));
    byte[] other = Tars.of(root, file, Tars.link(TarConstants.LF_LINK, "./a", "./b"));

    assertThat(capture(other).items().getFirst().state().orElseThrow())
        .isEqualTo(Tars.content(engine).fingerprint());
  }

  @Test
  void namesTheFoldersThatItLacks() {
    byte[] tar = stored(capture(Tars.of(Tars.file("one/two/file", "x"))));

    Capture again = capture(tar);

    assertThat(stored(again)).as("nothing is missing any more").isEqualTo(tar);
    assertThat(Tars.content(tar).fingerprint().documents()).isEqualTo(4);
  }

  @Test
  void refusesWhatLeadsElsewhere() {
    refused("'/etc/passwd' has an absolute path", named("/etc/passwd"));
    refused("'../x' leads out of the volume", Tars.file("../x", ""));
    refused("'a/../../x' leads out of the volume", Tars.file("a/../../x", ""));
    refused("'dev' is a device", Tars.device("dev", 8, 0));
    refused(
        "'in' -> '/etc/shadow' has an absolute path",
        Tars.link(TarConstants.LF_LINK, "in", "/etc/shadow"));
    refused(
        "'in' is another name of 'gone', which is no file before it",
        Tars.link(TarConstants.LF_LINK, "in", "gone"));
    refused(
        "something is below 'way', which is no folder",
        Tars.link(TarConstants.LF_SYMLINK, "way", "/etc"),
        Tars.file("way/passwd", ""));
    refused("it has 'x' twice", Tars.file("x", "1"), Tars.file("x", "2"));
    refused("it holds what mongodump writes", Tars.file("shop/users.metadata.json", "{}"));
  }

  private static Tars.Made named(String name) {
    return new Tars.Made(new TarArchiveEntry(name, true), Tars.NOTHING);
  }

  private static void refused(String why, Tars.Made... entries) {
    Made made = new Made(FILE, Tars.of(List.of(entries), TarArchiveOutputStream.LONGFILE_POSIX));
    assertProblem(
        made, Code.DUMP_FOREIGN, "'%s' is no archive of a volume: %s".formatted(FILE, why));
  }

  private static void assertProblem(Made made, Code code, String message) {
    assertThatThrownBy(() -> capture(made))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.problems().getFirst().code()).isEqualTo(code);
              assertThat(made.readings).as("nothing is stored").isOne();
            });
  }

  @Test
  void refusesWhatIsNotWhole() {
    byte[] good = Tars.of(Tars.folder("."), Tars.file("a", "x".repeat(5000)));
    assertProblem(
        new Made(FILE, Arrays.copyOf(good, 3000)),
        Code.DUMP_DAMAGED,
        "'%s' is no whole tar archive: the stream ends in the middle".formatted(FILE));
    byte[] noise = good.clone();
    noise[520] = 'x';
    assertProblem(
        new Made(FILE, noise),
        Code.DUMP_DAMAGED,
        "'%s' is no whole tar archive: a header's checksum is wrong".formatted(FILE));
  }

  @Test
  void knowsTheFilesOfADatabase() {
    Capture capture = capture(Tars.of(Tars.folder("."), Tars.file("./WiredTiger", "x")));
    assertThat(capture.items().getFirst().attributes()).containsEntry("database", true);
    assertThat(capture.warnings()).singleElement().asString().contains("nobody knows");
  }

  @ParameterizedTest
  @CsvSource({
    "shop_data_20251009_143022.tar.gz, data",
    "shop_data_20251009_143022.tar.gz.gpg, data",
    "shop_data-2025-10-09T14:30:22Z.tgz, data",
    "shop_mongo_data.tar, mongo_data",
    "shop_v2025_data_20251009.tar.gz, v2025_data"
  })
  void knowsTheVolumeByTheNameOfTheFile(String file, String volume) {
    assertThat(ArchiveName.of(file, Optional.empty(), "shop"))
        .isEqualTo(new ArchiveName(volume, "shop_" + volume));
  }

  @Test
  void asksForTheVolumeThatNoNameSays() {
    assertThat(ArchiveName.of("x.tar", Optional.of("data"), "shop"))
        .isEqualTo(new ArchiveName("data", "shop_data"));
    assertThatThrownBy(() -> ArchiveName.of("other_data.tar.gz", Optional.empty(), "shop"))
        .hasMessage(
            "the name of 'other_data.tar.gz' doesn't say which volume of stack 'shop' it is of");
    assertThatThrownBy(() -> ArchiveName.of("x.tar", Optional.of("../x"), "shop"))
        .hasMessage("'../x' is no name of a volume");
  }
}
