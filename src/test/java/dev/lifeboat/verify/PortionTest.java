package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large repositories are verified in portions, which add up to all of it. */
class PortionTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);

  @TempDir Path state;

  private static List<StoredObject> objects(int count) {
    Random random = new Random(3);
    List<StoredObject> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[8];
      random.nextBytes(bytes);
      objects.add(StoredObject.full(Digest.of(bytes), 1 + random.nextInt(1000)));
    }
    return objects;
  }

  private static Set<StoredObject> chosen(
      Portion portion, List<StoredObject> all, ObjectChecks checks, int seed) {
    return new HashSet<>(portion.of(all, checks::last, new Random(seed)));
  }

  @Test
  void subsetsAreEvenAndMakeAWhole() {
    List<StoredObject> all = objects(7000);
    Set<StoredObject> seen = new HashSet<>();
    for (int part = 1; part <= 7; part++) {
      Set<StoredObject> one =
          chosen(new Portion.Subset(part, 7), all, ObjectChecks.forgetful(), part);
      assertThat(one).hasSizeBetween(850, 1150).noneMatch(seen::contains);
      assertThat(chosen(new Portion.Subset(part, 7), all, ObjectChecks.forgetful(), 99))
          .isEqualTo(one);
      seen.addAll(one);
    }
    assertThat(seen).hasSize(7000);
  }

  @Test
  void samplesTakeTheOldestFirstSoThatTheyMakeAWhole() {
    List<StoredObject> all = objects(1000);
    long bytes = all.stream().mapToLong(StoredObject::size).sum();
    ObjectChecks checks = ObjectChecks.forgetful();
    Instant now = Host.START;
    Set<StoredObject> seen = new HashSet<>();
    for (int run = 0; run < 20; run++) {
      Set<StoredObject> sample = chosen(new Portion.Sample(0.05), all, checks, run);
      assertThat(sample.stream().mapToLong(StoredObject::size).sum())
          .isBetween(bytes / 20, bytes / 20 + 2000);
      Instant at = now.plus(Duration.ofDays(run));
      sample.forEach(object -> checks.good(object.digest(), at));
      seen.addAll(sample);
    }
    assertThat(seen).hasSize(1000);
    // The next one begins again with what the first one read.
    assertThat(chosen(new Portion.Sample(0.01), all, checks, 77))
        .allSatisfy(object -> assertThat(checks.last(object.digest())).hasValue(now));
  }

  @Test
  void refusesWhatIsNoPortion() {
    for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Portion.Sample(share));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Portion.Subset(0, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> new Portion.Subset(8, 7));
  }

  @Test
  void remembersAcrossProcessesWhatWasReadAndForgetsWhatIsDamaged() throws Exception {
    Manifest manifest = backup();
    List<StoredObject> objects = repository.objects(manifest).objects();
    assertThat(objects).hasSizeGreaterThan(4);

    VerifyReport first = verify(new Portion.Sample(0.4));
    assertThat(first.partial()).isTrue();
    assertThat(first.holds()).isTrue();
    assertThat(first.coverage())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.checked()).isBetween(1L, one.objects() - 1);
              assertThat(one.objects()).isEqualTo(objects.size());
            });
    verify(new Portion.Sample(0.4));
    VerifyReport third = verify(new Portion.Sample(0.4));
    assertThat(third.coverage()).singleElement().matches(Coverage::isWhole);
    assertThat(ObjectChecks.coverage(state)).containsOnlyKeys(manifest.backup().value());
    assertThat(Files.getPosixFilePermissions(state.resolve("checked-objects")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    String hex = objects.getFirst().digest().hex();
    ObjectKey key = ObjectKey.of("objects/" + hex.substring(0, 2) + "/" + hex);
    storage.delete(key);
    storage.create(key, Content.of(new byte[] {1}));
    VerifyReport all = verify(Portion.ALL);
    assertThat(all.partial()).isFalse();
    assertThat(all.holds()).isFalse();
    assertThat(all.coverage())
        .singleElement()
        .satisfies(one -> assertThat(one.checked()).isEqualTo(objects.size() - 1));
    // What nobody found good is read first the next time.
    assertThat(verify(new Portion.Sample(0.0001)).holds()).isFalse();
  }

  @Test
  void aRateIsKept() {
    Manifest manifest = backup();
    long bytes = repository.objects(manifest).bytes();
    long before = System.nanoTime();
    new Verifier(repository, Host::now, Progress.silent())
        .verify(
            repository.backups(),
            Level.STORED,
            new Reading(Portion.ALL, OptionalLong.of(bytes * 4), ObjectChecks.forgetful()));
    // A quarter of a second, but for the last object, which nothing follows.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(150));
  }

  private VerifyReport verify(Portion portion) {
    ObjectChecks checks = ObjectChecks.load(state);
    VerifyReport report =
        new Verifier(repository, Host::now, Progress.silent())
            .verify(
                repository.backups(),
                Level.STORED,
                new Reading(portion, OptionalLong.empty(), checks));
    checks.save();
    return report;
  }

  /** Several objects of about the same size. */
  private Manifest backup() {
    Map<String, byte[]> streams = new TreeMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 6; i++) {
      byte[] bytes = new byte[1_100_000];
      random.nextBytes(bytes);
      streams.put("shop/" + i, bytes);
    }
    return Host.backup(repository, streams);
  }
}
