package dev.lifeboat.source.mongo.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpMomentTest {
  private static final Instant MODIFIED = Instant.parse("2025-10-09T18:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "copilotos_20251009_143022.gz, 2025-10-09T12:30:22Z",
    "copilotos_20251009_143022.gz.gpg, 2025-10-09T12:30:22Z",
    "shop-2025-10-08T14:30:22Z.archive, 2025-10-08T14:30:22Z",
    "shop-2025-10-08-1430, 2025-10-08T12:30:00Z",
    "20251008143022, 2025-10-08T12:30:22Z",
    // Of that day the file's time is better; of another day its beginning.
    "dump-2025-10-09, 2025-10-09T18:00:00Z",
    "dump-2025-10-01, 2025-09-30T22:00:00Z",
  })
  void namesTell(String name, Instant moment) {
    assertThat(of(name)).isEqualTo(new DumpMoment(moment, "its name"));
  }

  @ParameterizedTest
  @CsvSource({"backup.gz", "20259999_143022.gz", "20301009_143022.gz", "v1.2.3.archive"})
  void otherwiseTheFilesTime(String name) {
    DumpMoment moment = of(name);
    assertThat(moment.moment()).isEqualTo(MODIFIED);
    assertThat(moment.from()).contains("time of change");
  }

  private static DumpMoment of(String name) {
    return DumpMoment.of(name, MODIFIED, ZoneId.of("Europe/Berlin"), NOW);
  }
}
