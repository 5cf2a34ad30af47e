package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.Tombstone;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);
  private final Manifest manifest =
      Host.backup(repository, Map.of("a.bson", Documents.some(1, 5, 50)));

  private HeldBackup only() {
    List<HeldBackup> holds = repository.holds();
    assertThat(holds).hasSize(1);
    return holds.getFirst();
  }

  private List<ObjectKey> keys() {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list("holds/", info -> keys.add(info.key()));
    return keys;
  }

  @Test
  void aHoldHoldsUntilItsEnd() {
    repository.hold(manifest.backup(), "audit", Optional.of(END), "host");
    assertThat(only().problem()).isEmpty();
    assertThat(only().words()).isEqualTo("audit, until " + END);
    assertThat(only().holdsAt(END.minusNanos(1))).isTrue();
    assertThat(only().holdsAt(END)).isFalse();
    repository.hold(manifest.backup(), "case", Optional.empty(), "host");
    assertThat(repository.holds()).hasSize(2).anyMatch(hold -> hold.holdsAt(Instant.MAX));
    assertThat(repository.release(manifest.backup())).isEqualTo(2);
    assertThat(keys()).isEmpty();
    assertThat(repository.release(manifest.backup())).isZero();
  }

  @Test
  void whatCannotBeTrustedHoldsWithoutEndAndIsReported() {
    repository.hold(manifest.backup(), "audit", Optional.of(END), "host");
    ObjectKey key = keys().getFirst();
    byte[] bytes = Bytes.read(storage, key);
    storage.delete(key);
    String earlier = new String(bytes, StandardCharsets.UTF_8).replace("2027-", "2020-");
    storage.create(key, Content.of(earlier.getBytes(StandardCharsets.UTF_8)));
    assertUntrusted("was changed");
    storage.delete(key);
    storage.create(key, Content.of("x".getBytes(StandardCharsets.UTF_8)));
    assertUntrusted("not a hold");
    storage.delete(ObjectKey.of(key + ".sig"));
    storage.delete(key);
    storage.create(key, Content.of(bytes));
    assertUntrusted("no signature");

    Repository stranger = new Host().open(storage);
    stranger.hold(manifest.backup(), "mine", Optional.of(END), "host");
    assertThat(repository.holds())
        .anySatisfy(
            hold ->
                assertThat(hold.problem().orElseThrow().message())
                    .contains("not a trusted signer"));
  }

  private void assertUntrusted(String reason) {
    HeldBackup hold = only();
    assertThat(hold.backup()).isEqualTo(manifest.backup());
    assertThat(hold.holdsAt(Instant.MAX)).isTrue();
    assertThat(hold.problem().orElseThrow().code()).isEqualTo(Code.HOLD_INVALID);
    assertThat(hold.problem().orElseThrow().message()).contains(reason);
  }

  @Test
  void aHoldOfAnotherRepositoryOrBackupCannotBeTrusted() {
    MemoryStorage other = new MemoryStorage(Host::now);
    Repository.create(other, "another", Host.START);
    host.open(other).storage().create(Layout.manifest(manifest.backup()), Content.of(new byte[1]));
    host.open(other).hold(manifest.backup(), "audit", Optional.of(END), "host");
    BackupId wrong = BackupId.at(Host.START, 77);
    List<ObjectKey> foreign = new ArrayList<>();
    other.list("holds/", info -> foreign.add(info.key()));
    for (ObjectKey key : foreign) {
      storage.create(key, Content.of(Bytes.read(other, key)));
      String moved = key.value().replace(manifest.backup().value(), wrong.value());
      storage.create(ObjectKey.of(moved), Content.of(Bytes.read(other, key)));
    }
    assertThat(repository.holds())
        .hasSize(2)
        .allSatisfy(
            hold ->
                assertThat(hold.problem().orElseThrow().message())
                    .contains("it comes from another repository"));
  }

  @Test
  void aHoldDuringAPruneOfItsBackupSaysSo() {
    BackupId prune = BackupId.at(Host.START, 5);
    Set<BackupId> removes = Set.of(manifest.backup());
    storage.create(
        Layout.tombstone(prune),
        Content.of(
            new Tombstone(prune, "elsewhere", Host.START, Optional.empty(), removes).print()));
    assertThatThrownBy(() -> repository.hold(manifest.backup(), "audit", Optional.empty(), "host"))
        .hasMessageContaining("a prune may be removing");
    assertThat(only().holdsAt(END)).isTrue();
  }
}
