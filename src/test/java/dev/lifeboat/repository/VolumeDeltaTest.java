package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.bench.BenchFiles;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume of which some files were rewritten takes little more. */
class VolumeDeltaTest {
  private static final int FILES = 1200;

  @TempDir Path folder;
  private final Storage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final BenchFiles files = new BenchFiles(1);
  private final int[] versions = new int[FILES];
  private final Random random = new Random(5);

  @Test
  void oneInAHundredFilesRewrittenTakesLittle() {
    Repository.create(storage, Host.ID, Host.START);
    Manifest first = backUp();
    for (int i = 0; i < FILES / 100; i++) {
      versions[random.nextInt(FILES)]++;
    }
    Manifest second = backUp();
    assertThat(second.newBytes()).isLessThan(first.newBytes() * 3 / 100);
  }

  private Manifest backUp() {
    // Another process each time: only what is kept in files is remembered.
    Host later = host.withCatalogue(new FileCatalogue(folder, Host.ID));
    return Host.backup(later.open(storage), Map.of("volumes/data.tar", tar()));
  }

  private byte[] tar() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new TarArchiveOutputStream(bytes)) {
      for (int number = 0; number < FILES; number++) {
        byte[] content = files.content(number, versions[number]);
        var entry = new TarArchiveEntry("./" + BenchFiles.path(number));
        entry.setSize(content.length);
        entry.setModTime(1000L * versions[number]);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
