package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.process.Command;
import dev.lifeboat.process.Finished;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.local.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brings volumes back with {@code restore.sh}, and with the commands that it prints. */
class RestoreVolumesScriptIT {
  private static final Instant CHANGED = Instant.parse("2024-02-29T12:00:00Z");
  private static final String LONG_NAME = "Bücher " + "n".repeat(150);

  @TempDir Path folder;
  private final Host host = new Host();
  private final byte[] content = new byte[9 << 20];
  private Repository repository;
  private Path key;

  @BeforeEach
  void prepare() throws IOException {
    for (String program : List.of("sh", "tar", "age", "zstd", "jq", "ssh-keygen")) {
      Tools.find(program);
    }
    new Random(3).nextBytes(content);
    Files.createDirectory(folder.resolve("repository"));
    repository = host.create(new LocalStorage(folder.resolve("repository")));
    key = folder.resolve("key");
    IdentityFile.write(key, host.identity, Host.START);
    Files.writeString(folder.resolve("signers"), host.signing.publicKey() + "\n");
  }

  @Test
  void thePrintedCommandsUnpackEachVolume() throws IOException {
    backup("volumes", Map.of("volumes/data.tar", tar(), "volumes/up loads.tar", tar()));
    backup("mongo", Map.of("shop/a.bson", Documents.some(1, 10, 100)));

    Path target = folder.resolve("it's $HOME");
    Finished finished = restore("latest:volumes", target);
    assertThat(finished.status()).as(finished.error()).isZero();
    assertThat(finished.output().lines()).hasSize(2);
    for (String command : finished.output().lines().toList()) {
      Path volume = Files.createTempDirectory(folder, "volume");
      Finished unpacked =
          Command.of("sh", "-c", command.replaceAll("FOLDER$", volume.toString()))
              .withTimeout(Duration.ofMinutes(1))
              .run();
      assertThat(unpacked.status()).as(unpacked.error()).isZero();
      assertUnpacked(volume);
    }
  }

  @Test
  void latestIsOfTheDatabaseAndNeverWhatAnAccidentLeft() throws IOException {
    byte[] tar = tar();
    backup("volumes", Map.of("volumes/data.tar", tar));
    Manifest left = backup("forensic", Map.of("volumes/broken.tar", new byte[1024]));
    Path volumes = folder.resolve("volumes");
    assertThat(restore("latest", volumes).status()).isZero();
    assertThat(volumes.resolve("volumes/data.tar")).hasBinaryContent(tar);
    assertThat(restore(left.backup().value(), folder.resolve("left")).output())
        .startsWith("tar ")
        .contains("volumes/broken.tar");

    backup("mongo", Map.of("shop/a.bson", Documents.some(1, 10, 100)));
    backup("volumes", Map.of("volumes/data.tar", tar));
    Path database = folder.resolve("database");
    assertThat(restore("latest", database).output()).startsWith("mongorestore ");
    assertThat(database.resolve("shop/a.bson")).exists();
  }

  private void assertUnpacked(Path volume) throws IOException {
    Path file = volume.resolve("d/file");
    assertThat(file).hasBinaryContent(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(CHANGED));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner());
    assertThat(Files.isSameFile(volume.resolve("d/other"), file)).isTrue();
    assertThat(Files.readSymbolicLink(volume.resolve("link"))).isEqualTo(Path.of("d/away"));
    assertThat(volume.resolve(LONG_NAME)).isEmptyFile();
  }

  /** Nobody but root can give files away. */
  private int owner() throws IOException {
    int own = (int) Files.getAttribute(folder, "unix:uid");
    return own == 0 ? 4_000_000 : own;
  }

  private byte[] tar() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      out.setAddPaxHeadersForNonAsciiNames(true);
      TarArchiveEntry file = new TarArchiveEntry("./d/file");
      file.setSize(content.length);
      file.setMode(0640);
      file.setUserId(owner());
      file.setLastModifiedTime(FileTime.from(CHANGED));
      out.putArchiveEntry(file);
      out.write(content);
      out.closeArchiveEntry();
      for (TarArchiveEntry empty :
          List.of(
              link(TarConstants.LF_LINK, "./d/other", "./d/file"),
              link(TarConstants.LF_SYMLINK, "./link", "d/away"),
              new TarArchiveEntry("./" + LONG_NAME))) {
        out.putArchiveEntry(empty);
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveEntry link(byte type, String name, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(target);
    return entry;
  }

  private Finished restore(String backup, Path target) {
    return Command.of(
            "sh", folder.resolve("repository/restore.sh").toString(), backup, target.toString())
        .withVariable("AGE_IDENTITY", key.toString())
        .withVariable("ALLOWED_SIGNERS", folder.resolve("signers").toString())
        .withTimeout(Duration.ofMinutes(2))
        .run();
  }

  private Manifest backup(String kind, Map<String, byte[]> streams) {
    BackupRequest request =
        new BackupRequest("shop", kind, Optional.empty(), List.of(), 0, "host", "test");
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      List<NamedStream> named =
          streams.entrySet().stream()
              .map(
                  stream ->
                      new NamedStream(
                          new StreamName(stream.getKey()),
                          Host.write(writer, stream.getKey(), stream.getValue())))
              .toList();
      return writer.publish(Host.capture(named));
    }
  }
}
