package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.repository.crypto.IdentityFile;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.local.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Made the repositories under {@code src/test/resources/frozen}, once. They are never made again:
 * whatever the format becomes, these must stay readable, and what is wrong with them must be found.
 * A new kind of repository gets a folder of its own beside them.
 */
final class FrozenRepositories {
  private final Path folder;
  private final Host host;
  private final Path healthy;
  private final Manifest first;
  private final Manifest second;
  private final Manifest third;

  /** What a change does to a copy of the healthy repository. */
  private interface Damage {
    void on(Path repository) throws IOException;
  }

  private FrozenRepositories(Path folder, Path state) throws IOException {
    this.folder = folder;
    this.host = new Host(new FileCatalogue(state, Host.ID));
    this.healthy = Files.createDirectories(folder.resolve("healthy"));
    IdentityFile.write(folder.resolve("identity.key"), host.identity, Host.START);
    Files.writeString(folder.resolve("signers"), host.signing.publicKey() + "\n");
    LocalStorage storage = new LocalStorage(healthy);
    host.create(storage);
    first = backup(storage, 0, Judgement.ORDINARY);
    second = backup(storage, 1, Judgement.ORDINARY);
    third =
        backup(storage, 2, new Judgement(true, List.of(new Judgement.Count("documents-lost", 1))));
  }

  private Manifest backup(LocalStorage storage, int version, Judgement judgement) {
    return Host.backup(
        host.open(storage),
        Map.of(
            "shop/orders.bson",
            documents(1100, version),
            "shop/users.bson",
            documents(20 + version, 0),
            "shop/empty.bson",
            new byte[0],
            "shop/orders.metadata.json",
            new byte[] {'{', '}'}),
        judgement);
  }

  /** Documents of 1000 bytes that compress well; of a later version one in a hundred differs. */
  private static byte[] documents(int count, int version) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int id = 0; id < count; id++) {
      ByteBuffer document = ByteBuffer.wrap(Documents.one(id, 0, 1000));
      document.order(ByteOrder.LITTLE_ENDIAN);
      Arrays.fill(document.array(), Documents.SHORTEST - 1, 999, (byte) 'a');
      if (id % 100 == version) {
        document.put(500, (byte) ('a' + version));
      }
      all.writeBytes(document.array());
    }
    return all.toByteArray();
  }

  private void make() throws IOException {
    ObjectList objects = host.open(new LocalStorage(healthy)).objects(second);
    StoredObject delta =
        objects.objects().stream()
            .filter(object -> !object.bases().isEmpty())
            .findFirst()
            .orElseThrow();
    Path base = path(delta.bases().getFirst().hex());
    Path deltaPath = path(delta.digest().hex());
    damaged("flipped-base", copy -> edit(copy.resolve(base), bytes -> flip(bytes, 300)));
    damaged("flipped-delta", copy -> edit(copy.resolve(deltaPath), bytes -> flip(bytes, 200)));
    damaged(
        "truncated-object",
        copy -> edit(copy.resolve(base), bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
    damaged("missing-object", copy -> Files.delete(copy.resolve(deltaPath)));
    damaged("unsigned", copy -> Files.delete(signature(copy, first.backup())));
    damaged(
        "unknown-signer",
        copy ->
            edit(
                signature(copy, first.backup()),
                _ -> SigningKey.generate().sign(read(manifest(copy, first.backup())))));
    damaged(
        "forged-manifest",
        copy ->
            edit(
                manifest(copy, second.backup()),
                bytes -> new String(bytes, UTF_8).replace("\"shop\"", "\"shot\"").getBytes(UTF_8)));
    damaged(
        "swapped-manifests",
        copy -> {
          swap(manifest(copy, first.backup()), manifest(copy, second.backup()));
          swap(signature(copy, first.backup()), signature(copy, second.backup()));
        });
    damaged(
        "leftover-pending",
        copy -> {
          BackupId id = BackupId.at(Host.now(), 7);
          Files.createDirectories(copy.resolve("pending"));
          Files.write(
              copy.resolve(Layout.pending(id).value()),
              new Pending(id, "gone", Host.now(), Optional.empty()).print());
        });
    damaged(
        "accepted",
        copy -> {
          Repository repository = host.open(new LocalStorage(copy));
          repository.accept(repository.find(third.backup()).orElseThrow(), "a test", "host");
        });
    damaged(
        "forged-acceptance",
        copy -> {
          Repository repository = host.open(new LocalStorage(copy));
          repository.accept(repository.find(third.backup()).orElseThrow(), "a test", "host");
          try (Stream<Path> files = Files.list(copy.resolve("accepted"))) {
            Path json =
                files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
            edit(Path.of(json + ".sig"), _ -> SigningKey.generate().sign(read(json)));
          }
        });
  }

  private void damaged(String name, Damage damage) throws IOException {
    Path copy = folder.resolve(name);
    copy(healthy, copy);
    for (String file : BreakGlass.FILES) {
      Files.delete(copy.resolve(file)); // one is enough
    }
    damage.on(copy);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private interface Edit {
    byte[] of(byte[] bytes);
  }

  /** The storage's files are read-only, so that they are replaced. */
  private static void edit(Path file, Edit edit) throws IOException {
    byte[] bytes = edit.of(Files.readAllBytes(file));
    Files.delete(file);
    Files.write(file, bytes);
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static void swap(Path one, Path other) throws IOException {
    Path aside = Path.of(one + ".aside");
    Files.move(one, aside);
    Files.move(other, one);
    Files.move(aside, other, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String digest) {
    return Path.of("objects", digest.substring(0, 2), digest);
  }

  private static Path manifest(Path repository, BackupId backup) {
    return repository.resolve(Layout.manifest(backup).value());
  }

  private static Path signature(Path repository, BackupId backup) {
    return repository.resolve(Layout.signature(backup).value());
  }

  /**
   * Makes them in a new folder.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    if (Files.exists(folder)) {
      throw new IllegalStateException(folder + " is there: frozen repositories are not made again");
    }
    Files.createDirectories(folder);
    new FrozenRepositories(folder, Files.createTempDirectory("frozen")).make();
  }
}
