package dev.lifeboat.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.Retention;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Documents;
import dev.lifeboat.repository.Host;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.retention.Policy;
import dev.lifeboat.retention.Protection;
import dev.lifeboat.retention.Reason;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PruneRunnerTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();
  private final Repository repository = host.create(storage);

  private static Policy last(int count) {
    return Policy.of(
        new Retention(
            Optional.of(count),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ZoneOffset.UTC));
  }

  private PruneRunner runner(Optional<Policy> policy, Set<BackupId> proven) {
    return runner(policy, new Protection.Verdicts(proven, proven, Set.of()));
  }

  private PruneRunner runner(Optional<Policy> policy, Protection.Verdicts verdicts) {
    return new PruneRunner(repository, policy, verdicts, Duration.ofDays(7), "host", Host::now);
  }

  private List<Manifest> backups(int count) {
    List<Manifest> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(Host.backup(repository, Map.of("a" + i + ".bson", Documents.some(i * 10, 5, 50))));
    }
    return made;
  }

  private List<BackupId> ids() {
    return repository.backups().stream().map(BackupEntry::id).toList();
  }

  @Test
  void whatTheRulesAndPeopleKeepStays() {
    List<Manifest> made = backups(6);
    repository.hold(made.get(0).backup(), "audit", Optional.empty(), "host");
    repository.hold(made.get(2).backup(), "over", Optional.of(Host.START), "host");
    PruneRunner runner = runner(Optional.of(last(2)), Set.of(made.get(1).backup()));
    PrunePlan plan = runner.plan();
    assertThat(plan.removed())
        .containsExactlyInAnyOrder(made.get(2).backup(), made.get(3).backup());
    assertThat(plan.removesAnything()).isTrue();
    assertThat(ids()).hasSize(6);

    assertThat(runner.execute(plan, Progress.silent()).objects())
        .isEqualTo(plan.unneeded().objects())
        .isPositive();
    assertThat(ids())
        .containsExactly(
            made.get(0).backup(), made.get(1).backup(), made.get(4).backup(), made.get(5).backup());
    assertThat(runner.plan().removesAnything()).isFalse();
    for (BackupEntry entry : repository.backups()) {
      assertThat(Host.read(repository, entry.trusted())).hasSize(1);
    }
  }

  @Test
  void whatIsHeldAfterThePlanWasShownStays() {
    List<Manifest> made = backups(3);
    PruneRunner runner = runner(Optional.of(last(1)), Set.of());
    PrunePlan plan = runner.plan();
    repository.hold(made.get(0).backup(), "wait", Optional.empty(), "host");
    assertThat(runner.execute(plan, Progress.silent()).backups())
        .containsExactly(made.get(1).backup());
    assertThat(ids()).containsExactly(made.get(0).backup(), made.get(2).backup());
  }

  @Test
  void whatNobodySawInThePlanStays() {
    List<Manifest> made = backups(2);
    PruneRunner runner = runner(Optional.of(last(1)), Set.of());
    PrunePlan plan = runner.plan();
    backups(1);
    runner.execute(plan, Progress.silent());
    assertThat(ids())
        .contains(made.get(1).backup())
        .doesNotContain(made.get(0).backup())
        .hasSize(2);
  }

  private void assertNothingGoes(PruneRunner runner, BackupId damaged) {
    PrunePlan plan = runner.plan();
    assertThat(plan.removed()).isEmpty();
    assertThat(plan.retention().kept())
        .allSatisfy(
            kept ->
                assertThat(kept.reasons())
                    .contains(
                        new Reason(Reason.Why.DAMAGED, "the newest, " + damaged + ", is damaged")));
    runner.execute(plan, Progress.silent());
    assertThat(ids()).hasSize(2);
  }

  @Test
  void whileVerifyFoundTheNewestDamagedNothingGoes() {
    BackupId newest = backups(2).getLast().backup();
    Protection.Verdicts verdicts = new Protection.Verdicts(Set.of(), Set.of(), Set.of(newest));
    assertNothingGoes(runner(Optional.of(last(1)), verdicts), newest);
  }

  @Test
  void whileTheNewestLacksAnObjectNothingGoes() {
    Manifest newest = backups(2).getLast();
    storage.delete(object(newest));
    assertNothingGoes(runner(Optional.of(last(1)), Set.of()), newest.backup());
  }

  @Test
  void whileAnObjectOfTheNewestHasAnotherSizeNothingGoes() {
    Manifest newest = backups(2).getLast();
    ObjectKey object = object(newest);
    storage.delete(object);
    storage.create(object, Content.of(new byte[3]));
    assertNothingGoes(runner(Optional.of(last(1)), Set.of()), newest.backup());
  }

  @Test
  void whatIsDamagedAfterThePlanWasShownStopsIt() {
    List<Manifest> made = backups(2);
    PruneRunner runner = runner(Optional.of(last(1)), Set.of());
    PrunePlan plan = runner.plan();
    assertThat(plan.removed()).containsExactly(made.getFirst().backup());
    storage.delete(object(made.getLast()));
    runner.execute(plan, Progress.silent());
    assertThat(ids()).hasSize(2);
  }

  @Test
  void inThePlaceOfDamagedOnesOthersStay() {
    List<Manifest> made = backups(5);
    storage.delete(object(made.get(3)));
    storage.delete(object(made.get(2)));

    assertThat(runner(Optional.of(last(2)), Set.of()).plan().retention().kept())
        .extracting(kept -> kept.backup().id())
        .contains(made.get(4).backup(), made.get(1).backup());
  }

  private ObjectKey object(Manifest backup) {
    String digest = repository.objects(backup).objects().getLast().digest().hex();
    List<ObjectKey> keys = new ArrayList<>();
    storage.list("objects/", info -> keys.add(info.key()));
    return keys.stream().filter(key -> key.value().endsWith(digest)).findFirst().orElseThrow();
  }

  @Test
  void withoutAPolicyNothingIsPlanned() {
    backups(3);
    PrunePlan plan = runner(Optional.empty(), Set.of()).plan();
    assertThat(plan.configured()).isFalse();
    assertThat(plan.removesAnything()).isFalse();
    assertThat(plan.retention().kept())
        .hasSize(3)
        .allSatisfy(
            kept ->
                assertThat(kept.reasons()).extracting(Reason::why).contains(Reason.Why.NO_POLICY));
  }
}
