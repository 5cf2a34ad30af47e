package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damages each byte of each file of a small repository. */
class DamageTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);
  private final Map<ObjectKey, byte[]> files = new TreeMap<>();
  private final Map<ObjectKey, Set<String>> users = new TreeMap<>();
  private int cases;

  @BeforeEach
  void makeTwoBackupsThatShareAnObject() throws IOException {
    byte[] shared = new byte[1 << 20];
    use(Host.backup(repository, Map.of("shared", shared, "a.bson", Documents.some(1, 1, 40))));
    use(Host.backup(repository, Map.of("shared", shared, "b.bson", Documents.some(2, 1, 40))));
    for (ObjectKey key : users.keySet()) {
      try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
        files.put(key, in.readAllBytes());
      }
    }
    assertThat(users.values()).filteredOn(using -> using.size() == 2).hasSize(1);
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyFlippedByteIsFoundAndItsBackupsAreNamed() {
    files.forEach(
        (key, bytes) -> {
          for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            if (!key.value().endsWith(".sig") || !sameText(bytes, flipped)) {
              put(key, flipped);
              assertFound(key, "byte " + at);
            }
          }
          put(key, bytes);
        });
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyTruncationIsFoundAndItsBackupsAreNamed() {
    files.forEach(
        (key, bytes) -> {
          for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (!key.value().endsWith(".sig") || !sameText(bytes, cut)) {
              put(key, cut);
              assertFound(key, "length " + length);
            }
          }
          put(key, bytes);
        });
  }

  @Test
  void everyRemovalOfAnObjectOrASignatureIsFound() {
    files.forEach(
        (key, bytes) -> {
          if (!key.value().endsWith(".json")) {
            storage.delete(key);
            assertFound(key, "removed");
            storage.create(key, Content.of(bytes));
          }
        });
  }

  @Test
  void everySwapOfTwoObjectsIsFound() {
    files.forEach(
        (key, bytes) -> {
          for (Map.Entry<ObjectKey, byte[]> other : files.entrySet()) {
            if (!other.getKey().equals(key)) {
              put(key, other.getValue());
              assertFound(key, "with the bytes of " + other.getKey());
            }
          }
          put(key, bytes);
        });
  }

  /**
   * Every finding is about the backups that use the file, and all of them are named; a sample of
   * them shows that a restore would refuse them, and no other.
   */
  private void assertFound(ObjectKey key, String damage) {
    String what = key + ", " + damage;
    Set<String> affected = users.getOrDefault(key, Set.of());
    String name = key.value().startsWith("objects/") ? key.value() : affected.iterator().next();
    List<Finding> findings = findings();
    assertThat(findings.isEmpty()).as(what).isFalse();
    for (Finding finding : findings) {
      assertThat(finding.problem().message()).as(what).contains(name);
    }
    assertThat(
            findings.stream()
                .flatMap(finding -> finding.backups().stream())
                .collect(Collectors.toSet()))
        .as(what)
        .isEqualTo(affected);
    cases++;
    if (cases % 20 != 0) {
      return;
    }
    for (BackupEntry backup : repository.backups()) {
      if (affected.contains(backup.id().value())) {
        assertThatThrownBy(() -> require(backup)).as(what).isInstanceOf(ProblemException.class);
      } else {
        require(backup);
      }
    }
  }

  private void require(BackupEntry backup) {
    StoredCheck.require(repository, backup.trusted(), Progress.silent());
  }

  private List<Finding> findings() {
    return new Verifier(repository, Host::now, Progress.silent())
        .verify(repository.backups(), Level.STORED)
        .findings();
  }

  private void use(Manifest manifest) {
    String id = manifest.backup().value();
    use("backups/" + id + ".json", id);
    use("backups/" + id + ".json.sig", id);
    use(object(manifest.list().digest().hex()), id);
    repository
        .objects(manifest)
        .objects()
        .forEach(object -> use(object(object.digest().hex()), id));
  }

  private void use(String key, String backup) {
    users.computeIfAbsent(ObjectKey.of(key), _ -> new TreeSet<>()).add(backup);
  }

  private static String object(String digest) {
    return "objects/" + digest.substring(0, 2) + "/" + digest;
  }

  private void put(ObjectKey key, byte[] bytes) {
    storage.delete(key);
    storage.create(key, Content.of(bytes));
  }

  /** Line breaks of Base64 mean nothing. */
  private static boolean sameText(byte[] one, byte[] other) {
    return text(one).equals(text(other));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .lines()
        .collect(Collectors.joining())
        .strip();
  }
}
