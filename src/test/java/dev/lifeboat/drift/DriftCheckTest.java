package dev.lifeboat.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedProject;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftCheckTest {
  private static final String SECRET = "hunter2";
  private static final RecordedProject PROJECT =
      new RecordedProject("shop", "/srv/shop", List.of("/srv/shop/compose.yaml"), List.of());
  private static final RecordedMount DATA =
      new RecordedMount("volume", "shop_data", "/data", false);
  private static final RecordedFile COMPOSE =
      new RecordedFile("/srv/shop/compose.yaml", FileRole.COMPOSE, 0644, "ab".repeat(32));

  private static String digest(String value) {
    return StackFile.sha256(value.getBytes(StandardCharsets.UTF_8));
  }

  private static RecordedService api(String image, String id, Map<String, String> environment) {
    return new RecordedService(
        "api", "shop-api-1", image, Optional.empty(), id, environment, List.of(DATA), List.of());
  }

  private static RecordedService api() {
    return api("api:1", "sha256:" + "1".repeat(64), Map.of("PASSWORD", digest(SECRET)));
  }

  private static RecordedVolume volume(Instant createdAt) {
    return new RecordedVolume(
        "data", "shop_data", "local", Map.of(), Map.of(), Optional.of(createdAt));
  }

  private static StackRecord stack(List<RecordedService> services) {
    return new StackRecord(
        Optional.of(PROJECT),
        Optional.empty(),
        List.of(COMPOSE),
        services,
        List.of(volume(Instant.EPOCH)));
  }

  private static Declared declared(String image, String id, String password) {
    return new Declared(
        "api",
        image,
        Optional.of("sha256:" + id.repeat(64)),
        Map.of("PASSWORD", digest(password)),
        List.of("/data"));
  }

  private static List<Drift> find(StackRecord locked, Declared declared, StackRecord running) {
    return new DriftCheck(Optional.of(locked), Optional.of(List.of(declared)), running).find();
  }

  @Test
  void whatRunsAsDeclaredAndLockedHasNoDrift() {
    assertThat(find(stack(List.of(api())), declared("api:1", "1", SECRET), stack(List.of(api()))))
        .isEmpty();
  }

  @Test
  void anotherImageIsNamedWithAllThreeSides() {
    RecordedService other = api("api:dev", "sha256:" + "2".repeat(64), api().environment());
    List<Drift> drifts =
        find(stack(List.of(api())), declared("api:1", "1", SECRET), stack(List.of(other)));
    assertThat(drifts).hasSize(1);
    Drift drift = drifts.getFirst();
    assertThat(drift.kind()).isEqualTo(Drift.Kind.IMAGE);
    assertThat(drift.message())
        .isEqualTo(
            "service 'api' runs image api:dev 222222222222: not the locked one; the Compose files"
                + " say api:1");
    assertThat(drift.locked()).contains("api:1 111111111111");
    assertThat(drift.declared()).contains("api:1 111111111111");
    assertThat(drift.running()).contains("api:dev 222222222222");
  }

  @Test
  void aTagThatWasMovedIsDriftAlthoughTheNameIsTheSame() {
    assertThat(find(stack(List.of(api())), declared("api:1", "3", SECRET), stack(List.of(api()))))
        .singleElement()
        .extracting(Drift::message)
        .asString()
        .contains("the name api:1 means another image by now");
  }

  @Test
  void variablesAreNamedAndTheirValuesNever() {
    RecordedService other = api("api:1", api().imageId(), Map.of("PASSWORD", digest("other")));
    List<Drift> drifts =
        find(stack(List.of(api())), declared("api:1", "1", SECRET), stack(List.of(other)));
    assertThat(drifts)
        .singleElement()
        .extracting(Drift::message)
        .isEqualTo(
            "service 'api' runs with other variables: declared otherwise: PASSWORD; not as locked:"
                + " PASSWORD");
    assertThat(drifts.toString()).doesNotContain(SECRET, digest(SECRET), digest("other"));
  }

  @Test
  void missingServicesOrphansMountsFilesAndVolumesAreFound() {
    RecordedService orphan =
        new RecordedService(
            "old",
            "shop-old-1",
            "old:1",
            Optional.empty(),
            "sha256:9",
            Map.of(),
            List.of(),
            List.of());
    StackRecord running =
        new StackRecord(
            Optional.of(PROJECT),
            Optional.empty(),
            List.of(new RecordedFile(COMPOSE.path(), FileRole.COMPOSE, 0644, "cd".repeat(32))),
            List.of(orphan),
            List.of());
    assertThat(find(stack(List.of(api())), declared("api:1", "1", SECRET), running))
        .extracting(Drift::kind)
        .containsExactly(Drift.Kind.MISSING, Drift.Kind.ORPHAN, Drift.Kind.FILE, Drift.Kind.VOLUME);

    RecordedService bare =
        new RecordedService(
            "api",
            "shop-api-1",
            "api:1",
            Optional.empty(),
            api().imageId(),
            api().environment(),
            List.of(),
            List.of());
    assertThat(find(stack(List.of(api())), declared("api:1", "1", SECRET), stack(List.of(bare))))
        .singleElement()
        .extracting(Drift::message)
        .isEqualTo("service 'api' has other mounts, and lacks /data");
  }

  @Test
  void volumesWithoutANameAreNotCompared() {
    RecordedMount before = new RecordedMount("volume", "a".repeat(64), "/tmp/x", false);
    RecordedMount after = new RecordedMount("volume", "b".repeat(64), "/tmp/x", false);
    assertThat(
            new DriftCheck(
                    Optional.of(stack(List.of(withMount(before)))),
                    Optional.empty(),
                    stack(List.of(withMount(after))))
                .find())
        .isEmpty();
  }

  private static RecordedService withMount(RecordedMount mount) {
    return new RecordedService(
        "api",
        "shop-api-1",
        "api:1",
        Optional.empty(),
        api().imageId(),
        Map.of(),
        List.of(mount),
        List.of());
  }

  @Test
  void withoutALockWhatIsDeclaredDecides() {
    assertThat(
            new DriftCheck(
                    Optional.empty(),
                    Optional.of(List.of(declared("api:1", "1", SECRET))),
                    stack(List.of(api())))
                .find())
        .isEmpty();
  }
}
