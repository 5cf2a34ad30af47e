package dev.lifeboat.source.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.source.volume.Tars.Made;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class TarFingerprintTest {
  /** What the seed says is put together: files, folders, links, long and odd names. */
  @Provide
  Arbitrary<List<Made>> volumes() {
    Arbitrary<String> parts =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.strings().withChars("ab.-_ ").ofLength(3)),
            Tuple.of(2, Arbitraries.of("Bücher", "a\nb", "日本", "x".repeat(120))));
    Arbitrary<String> paths =
        parts.list().ofMinSize(1).ofMaxSize(4).map(list -> "./" + String.join("/", list));
    Arbitrary<Made> made =
        Combinators.combine(
                paths,
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 3000),
                Arbitraries.integers().between(0, 07777))
            .as(TarFingerprintTest::made);
    return made.list()
        .ofMaxSize(30)
        .map(
            all -> {
              Set<String> names = new HashSet<>();
              return all.stream()
                  .filter(one -> names.add(new EntryName(one.entry().getName()).normal().raw()))
                  .toList();
            });
  }

  private static Made made(String path, int kind, int size, int mode) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Made made =
        switch (kind) {
          case 0 -> Tars.folder(path);
          case 1 -> Tars.link(TarConstants.LF_SYMLINK, path, "../" + path);
          case 2 -> Tars.link(TarConstants.LF_LINK, path, "./a");
          case 3 -> Tars.device(path, size, mode);
          default -> Tars.file(path, bytes, entry -> {});
        };
    made.entry().setMode(mode);
    made.entry().setIds(size, mode);
    made.entry().setModTime(1_700_000_000_000L + 1000L * size);
    return made;
  }

  @Property(tries = 200)
  void theOrderOfEntriesDoesNotMatter(@ForAll("volumes") List<Made> volume, @ForAll long seed) {
    List<Made> shuffled = new ArrayList<>(volume);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Tars.content(posix(shuffled))).isEqualTo(Tars.content(posix(volume)));
  }

  @Property(tries = 100)
  void theWayOfWritingLongNamesDoesNotMatter(@ForAll("volumes") List<Made> volume) {
    assertThat(Tars.content(Tars.of(volume, TarArchiveOutputStream.LONGFILE_GNU)))
        .isEqualTo(Tars.content(posix(volume)));
  }

  @Property(tries = 200)
  void thePiecesInWhichItComesDoNotMatter(@ForAll("volumes") List<Made> volume, @ForAll long seed) {
    byte[] tar = posix(volume);
    TarFingerprint fingerprint = new TarFingerprint();
    TarParser parser = new TarParser(fingerprint);
    Random dice = new Random(seed);
    for (int at = 0; at < tar.length; ) {
      int length = Math.min(1 + dice.nextInt(1500), tar.length - at);
      parser.accept(tar, at, length);
      at += length;
    }
    parser.end();
    assertThat(fingerprint.content()).isEqualTo(Tars.content(tar));
  }

  @Property(tries = 200)
  void oneEntryMoreOrLessShows(@ForAll("volumes") List<Made> volume) {
    for (int i = 0; i < Math.min(3, volume.size()); i++) {
      List<Made> less = new ArrayList<>(volume);
      less.remove(i);
      assertThat(Tars.content(posix(less)).fingerprint().sum())
          .isNotEqualTo(Tars.content(posix(volume)).fingerprint().sum());
    }
  }

  @Property(tries = 100)
  void aStreamThatIsCutOffAnywhereIsRefused(@ForAll("volumes") List<Made> volume, @ForAll long at) {
    byte[] tar = Arrays.copyOf(posix(volume), endOf(posix(volume)) - 1);
    byte[] cut = Arrays.copyOf(tar, (int) Math.floorMod(at, (long) tar.length + 1));
    assertThatThrownBy(() -> Tars.content(cut)).isInstanceOf(MalformedTarException.class);
  }

  @Property(tries = 200)
  void whatIsWrittenAgainHoldsTheSame(@ForAll("volumes") List<Made> volume) {
    byte[] tar = posix(volume);
    byte[] again = Emitted.of(tar);
    assertThat(Tars.content(again)).isEqualTo(Tars.content(tar));
    assertThat(Emitted.of(again)).isEqualTo(again);
  }

  @Test
  void everyFactOfAFileCounts() {
    var same = Tars.file("./a", "content");
    Set<String> sums = new HashSet<>();
    List<Made> changed =
        List.of(
            same,
            Tars.file("./b", "content"),
            Tars.file("./a", "contenT"),
            Tars.file("./a", "contents"),
            changed(entry -> entry.setMode(0600)),
            changed(entry -> entry.setMode(04644)),
            changed(entry -> entry.setIds(998, 77)),
            changed(entry -> entry.setIds(999, 78)),
            changed(entry -> entry.setModTime(1_700_000_001_000L)),
            changed(entry -> entry.addPaxHeader("SCHILY.xattr.security.capability", "\u0001x")),
            Tars.link(TarConstants.LF_LINK, "./a", "./b"),
            Tars.link(TarConstants.LF_LINK, "./a", "./c"),
            Tars.link(TarConstants.LF_SYMLINK, "./a", "./b"),
            Tars.link(TarConstants.LF_SYMLINK, "./a", "b"),
            Tars.device("./a", 1, 3),
            Tars.device("./a", 1, 4),
            Tars.folder("./a"));
    changed.forEach(made -> sums.add(Tars.content(Tars.of(made)).fingerprint().sum()));
    assertThat(sums).hasSize(changed.size());
  }

  @Test
  void whatAnEngineDoesNotGiveBackDoesNotCount() {
    VolumeContent plain = Tars.content(Tars.of(Tars.file("./a", "content")));
    List<Made> equal =
        List.of(
            Tars.file("a", "content"),
            changed(entry -> entry.setModTime(1_700_000_000_900L)),
            changed(entry -> entry.setUserName("somebody")),
            changed(entry -> entry.setGroupName("some")),
            changed(entry -> entry.setMode(0100644)),
            changed(entry -> entry.addPaxHeader("SCHILY.xattr.user.note", "x")));
    for (Made made : equal) {
      assertThat(Tars.content(Tars.of(made))).isEqualTo(plain);
    }
  }

  @Test
  void countsEntriesFilesAndBytes() {
    VolumeContent content =
        Tars.content(
            Tars.of(
                Tars.folder("./"),
                Tars.file("./a", "12345"),
                Tars.link(TarConstants.LF_LINK, "./b", "./a"),
                Tars.link(TarConstants.LF_SYMLINK, "./c", "a")));
    assertThat(content.entries()).isEqualTo(4);
    assertThat(content.files()).isEqualTo(2);
    assertThat(content.bytes()).isEqualTo(5);
    assertThat(VolumeContent.of(content.attributes())).contains(content);
  }

  private static Made changed(Consumer<TarArchiveEntry> change) {
    return Tars.file("./a", "content".getBytes(StandardCharsets.UTF_8), change);
  }

  private static byte[] posix(List<Made> volume) {
    return Tars.of(volume, TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** Where the second block of zeros ends. */
  private static int endOf(byte[] tar) {
    int last = tar.length;
    while (last > 0 && tar[last - 1] == 0) {
      last--;
    }
    int blocks = (last + TarHeader.BLOCK - 1) / TarHeader.BLOCK;
    return (blocks + 2) * TarHeader.BLOCK;
  }
}
