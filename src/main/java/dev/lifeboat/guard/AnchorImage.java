package dev.lifeboat.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.stack.StackFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The image of the anchor: the program and nothing else, made here and loaded into the engine, so
 * that no registry is needed. The same program always gives the same bytes.
 */
record AnchorImage(AnchorProgram program) {
  static final String NAME = "lifeboat/anchor:1";
  private static final String PROGRAM_LABEL = "dev.lifeboat.program";
  private static final int EXECUTABLE = 0755;
  private static final int READABLE = 0644;

  /** Loads it into an engine that doesn't have it. */
  void provide(Engine engine) {
    boolean there =
        engine
            .image(NAME)
            .filter(image -> digest().equals(image.labels().get(PROGRAM_LABEL)))
            .isPresent();
    if (!there) {
      engine.load(new ByteArrayInputStream(archive()));
    }
  }

  /** As {@code docker load} takes it. */
  byte[] archive() {
    byte[] layer = tar("anchor", program.executable(), EXECUTABLE);
    byte[] config = config(StackFile.sha256(layer)).getBytes(UTF_8);
    String configName = StackFile.sha256(config) + ".json";
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(configName, NAME);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      add(tar, configName, config, READABLE);
      add(tar, "layer.tar", layer, READABLE);
      add(tar, "manifest.json", manifest.getBytes(UTF_8), READABLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String config(String layer) {
    return """
    {"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z",\
    "config":{"Entrypoint":["/anchor"],"Labels":{"dev.lifeboat.image":"anchor","%s":"%s"}},\
    "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},\
    "history":[{"created":"1970-01-01T00:00:00Z","created_by":"lifeboat"}]}\
    """
        .formatted(program.architecture(), PROGRAM_LABEL, digest(), layer);
  }

  private String digest() {
    return StackFile.sha256(program.executable());
  }

  private static byte[] tar(String name, byte[] content, int mode) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      add(tar, name, content, mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
