package dev.lifeboat.source.composefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RecordingSink;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccompaniedSourceTest {
  private static final String IMAGE = "sha256:" + "1".repeat(64);

  @TempDir Path temp;

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Capture capture(Belongings belongings, ImageSaver saver) {
    RecordingSink sink = new RecordingSink();
    Capture capture =
        new AccompaniedSource(new NothingSource(), belongings, saver, () -> {})
            .capture(sink, Progress.silent());
    assertThat(sink.stillOpen()).isZero();
    return capture;
  }

  @Test
  void whatGoesAlongComesBackAsItWas() throws IOException {
    Path compose =
        write(
            "compose.yaml",
            """
            include: [more/compose.yaml]
            services:
              api:
                env_file:
                  - path: envs/.env.prod
                    required: true
                  - ${SOME}/env
                extends: {file: base.yaml, service: api}
            secrets:
              key: {file: ./key.txt}
              own: {file: ./lifeboat.key}
            """);
    write("more/compose.yaml", "services: {}\n");
    write("base.yaml", "services: {}\n");
    Path env = write("envs/.env.prod", "PASSWORD=hunter2\n");
    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
    write(".env", "");
    write("key.txt", "k");
    Path identity = write("lifeboat.key", "AGE-SECRET-KEY-");
    FileGathering gathering = new FileGathering(List.of(identity));
    gathering.add(write("lifeboat.yaml", "stack: shop\n"), FileRole.CONFIGURATION);
    gathering.add(compose, FileRole.COMPOSE);
    List<StackFile> files = gathering.files();
    StackRecord record =
        new StackRecord(
            Optional.of(
                new RecordedProject("shop", temp.toString(), List.of("compose.yaml"), List.of())),
            Optional.of("mongodb"),
            files.stream().map(StackFile::facts).toList(),
            List.of(
                new RecordedService(
                    "api",
                    "shop-api-1",
                    "api:1",
                    Optional.empty(),
                    IMAGE,
                    Map.of("A", "b"),
                    List.of(),
                    List.of("mongodb"))),
            List.of());
    byte[] tar = {1, 2, 3};

    Capture capture =
        capture(
            new Belongings(record, files, List.of(IMAGE), Optional.empty(), gathering.warnings()),
            id -> new ByteArrayInputStream(tar));

    assertThat(gathering.warnings()).singleElement().asString().contains("${SOME}/env");
    RecordedStreams stored = RecordedStreams.of(capture);
    assertThat(Belongings.record(stored)).contains(record);
    assertThat(Belongings.record(stored).orElseThrow().lock()).isEqualTo(record.lock());
    assertThat(Belongings.configuration(stored)).contains("stack: shop\n");
    assertThat(Belongings.savedImages(stored)).containsExactly(IMAGE);
    assertThat(stored.readSmall(Belongings.image(IMAGE))).isEqualTo(tar);
    assertThat(Belongings.files(stored))
        .allMatch(StackFile::isWhole)
        .extracting(file -> temp.relativize(Path.of(file.facts().path())).toString())
        .containsExactly(
            "lifeboat.yaml",
            "compose.yaml",
            "more/compose.yaml",
            "envs/.env.prod",
            "base.yaml",
            ".env",
            "key.txt");
    assertThat(Belongings.files(stored).get(3).facts().mode()).isEqualTo(0600);
    assertThat(Belongings.names(stored)).hasSize(files.size() + 2);
    assertThat(capture.details().get(AccompaniedSource.DETAIL))
        .isEqualTo(Map.of("files", 7, "lockedImages", 1, "savedImages", 1));
  }

  @Test
  void aBackupWithoutEngineAndFilesIsWhatItWas() {
    Capture capture =
        capture(
            new Belongings(
                StackRecord.ofFiles(List.of()),
                List.of(),
                List.of(),
                Optional.of("no Docker engine answers"),
                List.of()),
            id -> InputStream.nullInputStream());
    assertThat(capture.streams()).isEmpty();
    assertThat(capture.warnings()).isEmpty();
    assertThat(capture.details().toString()).contains("no Docker engine answers");
    assertThat(Belongings.record(RecordedStreams.of(capture))).isEmpty();
  }

  @Test
  void anImageThatCannotBeReadIsAWarning() {
    StackFile file =
        StackFile.of(
            "/srv/compose.yaml", FileRole.COMPOSE, 0644, "a".getBytes(StandardCharsets.UTF_8));
    Capture capture =
        capture(
            new Belongings(
                StackRecord.ofFiles(List.of(file.facts())),
                List.of(file),
                List.of(IMAGE),
                Optional.empty(),
                List.of()),
            id -> new BrokenStream());
    assertThat(capture.warnings()).containsExactly("image '" + IMAGE + "' is not saved: cut");
    assertThat(capture.missing()).isEmpty();
    assertThat(Belongings.savedImages(RecordedStreams.of(capture))).isEmpty();
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("cut");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("cut");
    }
  }

  private static final class NothingSource implements BackupSource {
    @Override
    public String kind() {
      return "nothing";
    }

    @Override
    public long estimateBytes() {
      return 0;
    }

    @Override
    public Capture capture(CaptureSink sink, Progress progress) {
      return new Capture(
          new Consistency.ClusterTime(Instant.EPOCH, 1),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of());
    }

    @Override
    public List<LiveItem> live() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
