package dev.lifeboat.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.Encryption;
import dev.lifeboat.config.NewConfig;
import dev.lifeboat.config.Secret;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Checkup;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  @TempDir Path folder;
  private Instant storageTime = NOW;

  private DoctorReport look(Supplier<Config> config, Checkup checkup, Duration limit) {
    return new Doctor(
            new Surroundings(
                config,
                _ -> {
                  throw Problem.of(Code.REPOSITORY_MISSING, "there is none", "lifeboat init")
                      .exception();
                },
                _ -> new MemoryStorage(() -> storageTime),
                _ -> _ -> checkup,
                _ -> Verdicts.NONE,
                _ -> List.of(),
                folder,
                InstantSource.fixed(NOW)),
            limit)
        .run();
  }

  private Config config() {
    ConfigFiles files =
        new ConfigFiles(Map.of("LIFEBOAT_STATE", folder.resolve("state").toString()), folder);
    files.write(
        Optional.empty(),
        new NewConfig(
            new StackName("shop"),
            new Secret("mongodb://db/"),
            List.of(),
            List.of(),
            "repository",
            new Encryption.None(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty()));
    return files.read(Optional.empty());
  }

  private static Observation seen(DoctorReport report, String subject) {
    return report.lines().stream()
        .map(DoctorReport.Line::observation)
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatFailsOrThrowsKeepsNothingElseFromBeingLookedAt() {
    Checkup broken =
        () -> {
          throw new IllegalStateException("a defect");
        };
    DoctorReport report = look(this::config, broken, Duration.ofSeconds(60));
    assertThat(seen(report, "repository").code()).contains(Code.REPOSITORY_MISSING);
    assertThat(seen(report, "repository").hints()).containsExactly("lifeboat init");
    assertThat(seen(report, "connection").code()).contains(Code.INTERNAL);
    assertThat(seen(report, "connection").fact()).contains("a defect");
    assertThat(seen(report, "java").grade()).isEqualTo(Grade.OK);
    assertThat(seen(report, "storage").grade()).isEqualTo(Grade.OK);
    assertThat(seen(report, "encryption").grade()).isEqualTo(Grade.WARN);
    assertThat(seen(report, "signing key").grade()).isEqualTo(Grade.WARN);
    assertThat(report.exit()).as("of the first failure").isEqualTo(ExitCode.NO_REPOSITORY);
  }

  @Test
  void whatGivesNoAnswerIsAFailureInTheEnd() {
    CountDownLatch never = new CountDownLatch(1);
    Checkup silent =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    DoctorReport report = look(this::config, silent, Duration.ofSeconds(3));
    assertThat(seen(report, "connection").fact()).isEqualTo("no answer in time");
    assertThat(seen(report, "connection").grade()).isEqualTo(Grade.FAIL);
  }

  @Test
  void withoutAConfigurationTheHostIsLookedAtAllTheSame() {
    DoctorReport report =
        look(
            () -> {
              throw Problem.of(Code.CONFIG_MISSING, "there is none", "lifeboat init").exception();
            },
            List::of,
            Duration.ofSeconds(60));
    assertThat(report.lines()).hasSize(3);
    assertThat(report.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(report.count(Grade.FAIL)).isEqualTo(1);
  }

  @Test
  void aClockThatIsAwayIsAWarning() {
    storageTime = NOW.minusSeconds(600);
    DoctorReport report = look(this::config, List::of, Duration.ofSeconds(60));
    assertThat(seen(report, "storage").grade()).isEqualTo(Grade.WARN);
    assertThat(seen(report, "storage").fact()).contains("600 s apart");
  }

  @Test
  void whatFollowsFromAFailureIsNotToldTwice() {
    Checkup same =
        () -> List.of(Observation.fail("connection", Code.REPOSITORY_MISSING, "there is none"));
    DoctorReport report = look(this::config, same, Duration.ofSeconds(60));
    assertThat(seen(report, "connection").grade()).isEqualTo(Grade.WARN);
    assertThat(seen(report, "connection").fact())
        .isEqualTo("not known, because of what 'repository' says");
  }
}
