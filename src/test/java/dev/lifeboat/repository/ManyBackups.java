package dev.lifeboat.repository;

import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ManifestJson;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.zstd.ZstdCompressor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Fills a folder with what a repository of many backups has, one each hour, as far as it can be
 * known without a key: manifests, signatures and object lists are true, the other objects are small
 * and empty of sense. Each backup names 200 objects, most of them those of the one before.
 */
public final class ManyBackups {
  private static final int NAMED = 200;

  private final Path folder;
  private final String repository;
  private final SigningKey signing;

  public ManyBackups(Path folder, String repository, SigningKey signing) {
    this.folder = folder;
    this.repository = repository;
    this.signing = signing;
  }

  /** Makes so many backups, the last one at the given time, and objects, lists included. */
  public void make(int backups, int objects, Instant last) throws IOException {
    Files.createDirectories(folder.resolve("backups"));
    Deque<StoredObject> named = new ArrayDeque<>();
    int made = 0;
    try (ZstdCompressor compressor = new ZstdCompressor(1)) {
      for (int i = 0; i < backups; i++) {
        long until = (long) objects * (i + 1) / backups - (i + 1);
        StoredObject contents = object("contents " + i);
        named.add(contents);
        for (made++; made < until; made++) {
          named.add(object("object " + made));
        }
        while (named.size() > NAMED) {
          named.remove();
        }
        backup(compressor, i, last.minus(Duration.ofHours(backups - 1L - i)), contents, named);
      }
    }
  }

  private void backup(
      ZstdCompressor compressor,
      int number,
      Instant time,
      StoredObject contents,
      Deque<StoredObject> named)
      throws IOException {
    ObjectList list = new ObjectList(new ArrayList<>(named));
    byte[] text = list.print();
    StoredObject stored = object(compressor.compress(text, 0, text.length), time);
    BackupId id = BackupId.at(time, number);
    Manifest manifest =
        new Manifest(
            repository,
            id,
            "shop",
            "mongo",
            time.minusSeconds(60),
            time,
            "snapshot",
            time.minusSeconds(50),
            true,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            "none",
            1_000_000_000,
            list.bytes() + stored.size(),
            10_000_000,
            List.of(contents),
            stored,
            list.objects().size(),
            "test",
            Judgement.ORDINARY);
    byte[] bytes = ManifestJson.print(manifest);
    write(Layout.signature(id).value(), signing.sign(bytes), time);
    write(Layout.manifest(id).value(), bytes, time);
  }

  private StoredObject object(String content) throws IOException {
    return object(content.getBytes(StandardCharsets.UTF_8), Host.START);
  }

  private StoredObject object(byte[] bytes, Instant time) throws IOException {
    StoredObject object = StoredObject.full(Digest.of(bytes), bytes.length);
    write(Layout.object(object.digest()).value(), bytes, time);
    return object;
  }

  private void write(String name, byte[] bytes, Instant time) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
