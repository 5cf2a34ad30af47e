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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
  private final Set<String> lists = new TreeSet<>();
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
    for (List<ObjectKey> group : groups()) {
      for (int at = 0; at < longest(group); at++) {
        int position = at;
        damage(
            group,
            "byte " + at,
            bytes -> {
              byte[] flipped = bytes.clone();
              if (position < flipped.length) {
                flipped[position] ^= (byte) (1 << (position % 8));
              }
              return flipped;
            });
      }
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyTruncationIsFoundAndItsBackupsAreNamed() {
    for (List<ObjectKey> group : groups()) {
      for (int length = 0; length < longest(group); length++) {
        int left = length;
        damage(
            group, "length " + length, bytes -> Arrays.copyOf(bytes, Math.min(left, bytes.length)));
      }
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyRemovalOfAnObjectOrASignatureIsFound() {
    files.forEach(
        (key, bytes) -> {
          if (!key.value().endsWith(".json")) {
            storage.delete(key);
            assertFound(List.of(key), "removed");
            storage.create(key, Content.of(bytes));
          }
        });
  }

  @Test
  void everySwapOfTwoObjectsIsFound() {
    files.forEach(
        (key, bytes) -> {
          for (Map.Entry<ObjectKey, byte[]> other : files.entrySet()) {
            if (isObject(key) && isObject(other.getKey()) && !other.getKey().equals(key)) {
              put(key, other.getValue());
              assertFound(List.of(key), "with the bytes of " + other.getKey());
            }
          }
          put(key, bytes);
        });
  }

  private static boolean isObject(ObjectKey key) {
    return key.value().startsWith("objects/");
  }

  /** Files that can be damaged together, because none of them leads to another one. */
  private List<List<ObjectKey>> groups() {
    Map<String, List<ObjectKey>> groups = new TreeMap<>();
    for (ObjectKey key : files.keySet()) {
      String kind = key.value().substring(key.value().lastIndexOf('.') + 1);
      groups
          .computeIfAbsent(
              kind.contains("/") ? "object " + lists.contains(key.value()) : kind,
              _ -> new ArrayList<>())
          .add(key);
    }
    assertThat(groups).hasSize(4);
    return List.copyOf(groups.values());
  }

  private int longest(List<ObjectKey> group) {
    return group.stream().mapToInt(key -> bytes(key).length).max().orElseThrow();
  }

  private void damage(List<ObjectKey> group, String what, UnaryOperator<byte[]> change) {
    List<ObjectKey> damaged = new ArrayList<>();
    for (ObjectKey key : group) {
      byte[] changed = change.apply(bytes(key));
      // Line breaks of a signature's Base64 mean nothing.
      boolean same =
          key.value().endsWith(".sig")
              ? text(bytes(key)).equals(text(changed))
              : Arrays.equals(bytes(key), changed);
      if (!same) {
        put(key, changed);
        damaged.add(key);
      }
    }
    if (!damaged.isEmpty()) {
      assertFound(damaged, what);
    }
    damaged.forEach(key -> put(key, bytes(key)));
  }

  /**
   * There is a finding for each of the files, which names all backups that use it and no others. A
   * sample of them shows that a restore would refuse these backups, and no others.
   */
  private void assertFound(List<ObjectKey> keys, String damage) {
    String what = keys + ", " + damage;
    List<Finding> findings = findings();
    assertThat(findings.size()).as(what).isEqualTo(keys.size());
    Set<String> affected = new TreeSet<>();
    for (ObjectKey key : keys) {
      Set<String> using = users.getOrDefault(key, Set.of());
      affected.addAll(using);
      String name = isObject(key) ? key.value() : using.iterator().next();
      assertThat(findings)
          .as(what)
          .anyMatch(
              finding ->
                  finding.problem().message().contains(name)
                      && Set.copyOf(finding.backups()).equals(using));
    }
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

  private byte[] bytes(ObjectKey key) {
    return Objects.requireNonNull(files.get(key));
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
    lists.add(object(manifest.list().digest().hex()));
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

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .lines()
        .collect(Collectors.joining())
        .strip();
  }
}
