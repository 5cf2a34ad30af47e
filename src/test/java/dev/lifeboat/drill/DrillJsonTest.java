package dev.lifeboat.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillJsonTest {
  private final DrillRecord full = DrillRecords.full();

  @Test
  void readsWhatItWrites() {
    assertThat(DrillJson.record(DrillJson.print(full))).isEqualTo(full);
  }

  @Test
  void namesThingsAsTheDocumentsDo() {
    String json = new String(DrillJson.print(full), UTF_8);

    assertThat(json)
        .startsWith("{\n  \"format\" : 1,\n  \"id\" : \"20261122T100000Z-7f3a\",")
        .endsWith("}\n")
        .contains("\"scenario\" : \"database\"")
        .contains("\"startedAt\" : \"2026-11-22T10:00:00Z\"")
        .contains("\"took\" : 12.345")
        .contains("\"verdict\" : \"pass-with-findings\"")
        .contains("\"kind\" : \"flipped-bit\"")
        .contains("\"mark\" : \"t0\"")
        .contains("\"due\" : \"2026-12-24\"")
        .contains("\"stackFile\" : null");
    assertThat(json).doesNotContain("proven", "asForetold", "caught\"", "documents\" : 34");
  }

  @Test
  void readsARecordThatLacksListsAndHasMore() {
    String json =
        new String(DrillJson.print(full), UTF_8)
            .replaceFirst("\"deviations\" : \\[[^]]*],", "\"colour\" : \"red\",")
            .replaceFirst("\"canary\" : \\{[^}]*},", "");

    DrillRecord read = DrillJson.record(json.getBytes(UTF_8));

    assertThat(read.deviations()).isEmpty();
    assertThat(read.canary()).isEmpty();
    assertThat(read.findings()).isEqualTo(full.findings());
  }

  @Test
  void refusesWhatIsNoRecordAndWhatIsOfALaterFormat() {
    assertThatIllegalArgumentException().isThrownBy(() -> DrillJson.record("{}".getBytes(UTF_8)));
    assertThatIllegalArgumentException().isThrownBy(() -> DrillJson.record("{".getBytes(UTF_8)));
    assertThatIllegalArgumentException().isThrownBy(() -> DrillJson.record("null".getBytes(UTF_8)));
    String later =
        new String(DrillJson.print(full), UTF_8).replace("\"format\" : 1", "\"format\" : 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrillJson.record(later.getBytes(UTF_8)))
        .withMessageContaining("format 2");
  }

  @Test
  void keepsASignOff() {
    SignOff signOff =
        new SignOff(
            full.id(), "reviewer", "ben", DrillRecords.START, "ab", Optional.of("well done"));

    assertThat(DrillJson.signOff(DrillJson.print(signOff))).isEqualTo(signOff);
  }
}
